using Cicada.Influx.Selection;

namespace Cicada.InfluxApi;

/// <summary>Writes parts of answers as JSON.</summary>
internal sealed class JsonRows(JsonLayout json, AnswerTimes times)
{
    /// <summary>What stands before a series' rows; the object stays open.</summary>
    public void Head(ResultRows rows)
    {
        json.StartObject();
        if (rows.Name is { Length: > 0 } name)
        {
            json.Name("name");
            json.String(name);
        }

        if (rows.Tags is { Count: > 0 } tags)
        {
            json.Name("tags");
            json.StartObject();
            foreach (var tag in tags)
            {
                json.Name(tag.Key);
                json.String(tag.Value);
            }

            json.EndObject();
        }

        json.Name("columns");
        json.StartArray();
        foreach (var column in rows.Columns)
        {
            json.String(column);
        }

        json.EndArray();
    }

    public void Row(QueryValue[] row, TimeZoneInfo? zone)
    {
        json.StartArray();
        for (var i = 0; i < row.Length; i++)
        {
            Value(row[i], i == 0, zone);
        }

        json.EndArray();
    }

    public void Messages(IReadOnlyList<string> messages)
    {
        if (messages.Count == 0)
        {
            return;
        }

        json.Name("messages");
        json.StartArray();
        foreach (var message in messages)
        {
            json.StartObject();
            json.Name("level");
            json.String("warning");
            json.Name("text");
            json.String(message);
            json.EndObject();
        }

        json.EndArray();
    }

    public void Partial(bool isPartial)
    {
        if (isPartial)
        {
            json.Name("partial");
            json.Boolean(true);
        }
    }

    public void Failed(int statement, string error)
    {
        json.StartObject();
        json.Name("statement_id");
        json.Integer(statement);
        json.Name("error");
        json.String(error);
        json.EndObject();
    }

    private void Value(QueryValue value, bool isFirst, TimeZoneInfo? zone)
    {
        switch (value.Kind)
        {
            case QueryValueKind.Float:
                json.Float(value.AsFloat());
                break;
            case QueryValueKind.Integer:
                json.Integer(value.AsInteger());
                break;
            case QueryValueKind.Unsigned:
                json.Unsigned(value.AsUnsigned());
                break;
            case QueryValueKind.Boolean:
                json.Boolean(value.AsBoolean());
                break;
            case QueryValueKind.String:
                json.String(value.AsString());
                break;
            case QueryValueKind.Time when isFirst && times.IsCounted:
                json.Integer(times.Count(value.AsTime()));
                break;
            case QueryValueKind.Time:
                Span<byte> text = stackalloc byte[AnswerTimes.MostBytes];
                json.PlainText(text[..AnswerTimes.Rfc3339(value.AsTime(), zone, text)]);
                break;
            default:
                json.Null();
                break;
        }
    }
}
