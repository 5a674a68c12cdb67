using System.Text;
using System.Text.Json;

namespace Cicada.Influx;

/// <summary>Texts by name as a JSON object, without reflection.</summary>
internal static class JsonText
{
    public static string Of(IReadOnlyDictionary<string, string> texts)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, text) in texts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WriteString(name, text);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
