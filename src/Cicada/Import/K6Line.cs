using System.Text.Json;

namespace Cicada.Import;

/// <summary>One line of k6's JSON: a value of a metric, or the description of one.</summary>
internal readonly record struct K6Line(string Type, string Metric, long Time, double Value, Range Tags, string? Problem)
{
    public static K6Line Parse(ReadOnlySpan<byte> line, TextCache texts)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 16 });
        string? type = null;
        string? metric = null;
        long? time = null;
        double? value = null;
        var tags = 0..0;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Bad("it is not a JSON object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                type = Text(ref reader, texts);
            }
            else if (reader.ValueTextEquals("metric"u8))
            {
                metric = Text(ref reader, texts);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    return Bad("its 'data' is no object");
                }

                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals("time"u8))
                    {
                        reader.Read();
                        if (reader.TokenType == JsonTokenType.String && Rfc3339.TryParse(reader.GetString(), out var nanoseconds))
                        {
                            time = nanoseconds;
                        }
                    }
                    else if (reader.ValueTextEquals("value"u8))
                    {
                        reader.Read();
                        value = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
                    }
                    else if (reader.ValueTextEquals("tags"u8))
                    {
                        reader.Read();
                        var from = (int)reader.TokenStartIndex;
                        var isObject = reader.TokenType == JsonTokenType.StartObject;
                        reader.Skip();
                        tags = isObject ? from..(int)reader.BytesConsumed : 0..0;
                    }
                    else
                    {
                        reader.Read();
                        reader.Skip();
                    }
                }
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        reader.Read();
        if (type == "Metric")
        {
            return new(type, metric ?? "", 0, 0, default, null);
        }

        return type != "Point" ? Bad("its 'type' is neither 'Point' nor 'Metric'")
            : string.IsNullOrEmpty(metric) ? Bad("it names no 'metric'")
            : time is null ? Bad("its 'time' is no time like '2026-11-23T12:00:00.123456789Z'")
            : value is null ? Bad("its 'value' is no number")
            : new(type, metric, time.Value, value.Value, tags, null);
    }

    private static K6Line Bad(string problem) => new("", "", 0, 0, default, problem);

    private static string? Text(ref Utf8JsonReader reader, TextCache texts)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.String ? null : reader.ValueIsEscaped ? reader.GetString() : texts.Get(reader.ValueSpan);
    }
}
