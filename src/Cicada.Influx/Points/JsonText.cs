using System.Text;
using System.Text.Json;

namespace Cicada.Influx;

/// <summary>What fields of runs have as JSON, without reflection.</summary>
internal static class JsonText
{
    /// <summary>Texts by name as an object.</summary>
    public static string Of(IReadOnlyDictionary<string, string> texts) => Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, text) in texts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteString(name, text);
        }

        writer.WriteEndObject();
    });

    /// <summary>User types as an array of objects.</summary>
    public static string Of(IEnumerable<RunUserType> types) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var type in types)
        {
            writer.WriteStartObject();
            writer.WriteString("name", type.Name);
            writer.WriteNumber("weight", type.Weight);
            if (type.FixedCount is { } count)
            {
                writer.WriteNumber("fixed_count", count);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
