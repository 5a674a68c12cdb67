using System.Text;

namespace Cicada.Storage.InfluxQl;

/// <summary>Series as SHOW SERIES has them: measurement and tags in line protocol.</summary>
internal static class SeriesKey
{
    public static string Of(string measurement, IEnumerable<PointTag> tags)
    {
        var key = new StringBuilder();
        Append(key, measurement, ", ");
        foreach (var (name, value) in tags)
        {
            key.Append(',');
            Append(key, name, ", =");
            key.Append('=');
            Append(key, value, ", =");
        }

        return key.ToString();
    }

    /// <summary>The tags alone.</summary>
    public static string OfTags(IEnumerable<PointTag> tags) => Of("", tags) is [_, .. var rest] ? rest : "";

    private static void Append(StringBuilder key, string text, string escaped)
    {
        foreach (var character in text)
        {
            if (escaped.Contains(character, StringComparison.Ordinal))
            {
                key.Append('\\');
            }

            key.Append(character);
        }
    }
}
