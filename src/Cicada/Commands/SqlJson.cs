using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cicada.Commands;

/// <summary>Writes rows as a JSON array, one object a line, without holding them all.</summary>
internal sealed class SqlJson(TextWriter output)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var names = Unique(columns);
        output.Write('[');
        var first = true;
        foreach (var row in rows)
        {
            output.Write(first ? "\n  " : ",\n  ");
            first = false;
            output.Write(Object(names, row));
        }

        output.WriteLine(first ? "]" : "\n]");
    }

    // Two columns of one name would be two properties of one name, of which most readers keep one.
    private static List<string> Unique(IReadOnlyList<string> columns)
    {
        var names = new List<string>();
        foreach (var column in columns)
        {
            var name = column;
            for (var number = 2; names.Contains(name); number++)
            {
                name = $"{column}_{number}";
            }

            names.Add(name);
        }

        return names;
    }

    private static string Object(List<string> names, IReadOnlyList<object?> row)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            for (var i = 0; i < names.Count; i++)
            {
                json.WritePropertyName(names[i]);
                SqlValue.WriteJson(json, row[i]);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
