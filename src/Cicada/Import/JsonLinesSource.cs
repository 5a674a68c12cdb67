using System.Text.Json;
using Cicada.Influx;

namespace Cicada.Import;

/// <summary>
/// Points as JSON, an object a line: <c>measurement</c>, <c>time</c> in nanoseconds, <c>tags</c>, <c>fields</c>. A number with a point or an
/// exponent is a float, another an integer.
/// </summary>
internal sealed class JsonLinesSource(Stream stream, ImportReport report) : IPointSource
{
    private readonly LineReader _lines = new(stream);
    private readonly TextCache _texts = new();

    public IEnumerable<ReadPoint> Read()
    {
        while (_lines.Read())
        {
            report.Lines++;
            if (Next() is { } point)
            {
                yield return new(_lines.Number, point);
            }
        }
    }

    public void Dispose() => stream.Dispose();

    private Point? Next()
    {
        var line = _lines.Line;
        if (line.IsEmpty || line.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0)
        {
            return null;
        }

        string reason;
        if (_lines.IsTooLong)
        {
            reason = "the line is longer than 16 MB";
        }
        else
        {
            try
            {
                if (Parse(line, out reason) is { } point)
                {
                    return point;
                }
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                reason = "it is not JSON";
            }
        }

        report.AddBad(_lines.Number, reason, line);
        return null;
    }

    private Point? Parse(ReadOnlySpan<byte> line, out string reason)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 8 });
        string? measurement = null;
        long? time = null;
        List<PointTag>? tags = null;
        List<PointField>? fields = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reason = "it is not a JSON object";
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("measurement"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String)
                {
                    reason = "'measurement' is no text";
                    return null;
                }

                measurement = Text(ref reader);
            }
            else if (reader.ValueTextEquals("time"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var nanoseconds))
                {
                    reason = "'time' is no whole number of nanoseconds";
                    return null;
                }

                time = nanoseconds;
            }
            else if (reader.ValueTextEquals("tags"u8))
            {
                if (!ReadTags(ref reader, tags = [], out reason))
                {
                    return null;
                }
            }
            else if (reader.ValueTextEquals("fields"u8))
            {
                if (!ReadFields(ref reader, fields = [], out reason))
                {
                    return null;
                }
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // Throws where something follows the object.
        reader.Read();
        reason = string.IsNullOrEmpty(measurement) ? "it names no 'measurement'"
            : time is null ? "it has no 'time'"
            : fields is not { Count: > 0 } ? "it has no field"
            : "";
        return reason.Length == 0 ? new Point(measurement!, tags ?? [], fields!, time!.Value) : null;
    }

    private bool ReadTags(ref Utf8JsonReader reader, List<PointTag> tags, out string reason)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reason = "'tags' is no object";
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = Text(ref reader);
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
            {
                reason = $"the tag '{key}' is no text";
                return false;
            }

            if (tags.Exists(tag => tag.Key == key))
            {
                reason = $"the tag '{key}' is there twice";
                return false;
            }

            tags.Add(new(key, Text(ref reader)));
        }

        reason = "";
        return true;
    }

    private bool ReadFields(ref Utf8JsonReader reader, List<PointField> fields, out string reason)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reason = "'fields' is no object";
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = Text(ref reader);
            reader.Read();
            if (ValueOf(ref reader) is not { } value)
            {
                reason = $"the field '{key}' is no number, text, true or false that a point can hold";
                return false;
            }

            if (fields.Exists(field => field.Key == key))
            {
                reason = $"the field '{key}' is there twice";
                return false;
            }

            fields.Add(new(key, value));
        }

        reason = "";
        return true;
    }

    private FieldValue? ValueOf(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                return FieldValue.Boolean(reader.TokenType == JsonTokenType.True);
            case JsonTokenType.String:
                return FieldValue.String(Text(ref reader));
            case JsonTokenType.Number when reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0:
                return reader.TryGetDouble(out var number) && double.IsFinite(number) ? FieldValue.Float(number) : default(FieldValue?);
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole) ? FieldValue.Integer(whole) : default(FieldValue?);
            default:
                return null;
        }
    }

    // Escaped texts, and those that are no UTF-8, are for the reader itself, which refuses the latter.
    private string Text(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped || reader.ValueSpan.Length > 128 || !System.Text.Unicode.Utf8.IsValid(reader.ValueSpan)
            ? reader.GetString()!
            : _texts.Get(reader.ValueSpan);
}
