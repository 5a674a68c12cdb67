using System.Text.Encodings.Web;
using System.Text.Json;
using Cicada.Commands;

namespace Cicada.KeptRuns;

/// <summary>
/// Rows as lines of JSON that say all there is to show of each value, so that who reads them writes the same letters as who made them: first the columns, then a row a line,
/// at last how it ended.
/// </summary>
internal static class SqlLines
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Columns(IReadOnlyList<string> columns) => Line(json =>
    {
        json.WriteStartArray();
        foreach (var column in columns)
        {
            json.WriteStringValue(column);
        }

        json.WriteEndArray();
    });

    public static byte[] Row(IReadOnlyList<object?> row) => Line(json =>
    {
        json.WriteStartArray();
        foreach (var value in row)
        {
            Write(json, value);
        }

        json.WriteEndArray();
    });

    /// <summary>The last line.</summary>
    /// <param name="error">What went wrong on the way; null where all rows came.</param>
    public static byte[] End(string? error) => Line(json =>
    {
        json.WriteStartObject();
        json.WriteString("error", error);
        json.WriteEndObject();
    });

    public static IReadOnlyList<string> ReadColumns(string line)
    {
        using var document = JsonDocument.Parse(line);
        return [.. document.RootElement.EnumerateArray().Select(column => column.GetString()!)];
    }

    /// <summary>A row; null at the end.</summary>
    /// <exception cref="Storage.StoreException">Something went wrong on the way.</exception>
    public static object?[]? ReadRow(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray().Select(Read)]
            : root.GetProperty("error").GetString() is { } error ? throw new Storage.StoreException(error)
            : null;
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        if (value is null or string or bool)
        {
            SqlValue.WriteJson(json, value);
            return;
        }

        json.WriteStartObject();
        json.WriteString("text", SqlValue.Text(value));
        json.WritePropertyName("json");
        SqlValue.WriteJson(json, value);
        json.WriteBoolean("number", SqlValue.IsNumber(value));
        json.WriteEndObject();
    }

    private static object? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => new ShownValue(value.GetProperty("text").GetString()!, value.GetProperty("json").GetRawText(), value.GetProperty("number").GetBoolean()),
    };

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            write(json);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
