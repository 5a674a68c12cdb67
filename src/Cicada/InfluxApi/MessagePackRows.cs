using System.Buffers;
using System.Buffers.Binary;
using Cicada.Influx.Selection;
using MessagePack;

namespace Cicada.InfluxApi;

/// <summary>Writes parts of answers as MessagePack.</summary>
internal sealed class MessagePackRows(IBufferWriter<byte> to, AnswerTimes times)
{
    /// <summary>Seconds and nanoseconds in big endian, as InfluxDB's library has them.</summary>
    private const sbyte TimeExtension = 5;
    private const int TimeBytes = 12;

    public void Failed(string error)
    {
        var writer = new MessagePackWriter(to);
        writer.WriteMapHeader(1);
        writer.Write("error");
        writer.Write(error);
        writer.Flush();
    }

    /// <summary>What stands before a result's series.</summary>
    public void ResultHead(int statement, IReadOnlyList<string> messages, bool isPartial)
    {
        var writer = new MessagePackWriter(to);
        writer.WriteMapHeader(2 + (messages.Count > 0 ? 1 : 0) + (isPartial ? 1 : 0));
        writer.Write("statement_id");
        writer.Write(statement);
        if (messages.Count > 0)
        {
            writer.Write("messages");
            writer.WriteArrayHeader(messages.Count);
            foreach (var message in messages)
            {
                writer.WriteMapHeader(2);
                writer.Write("level");
                writer.Write("warning");
                writer.Write("text");
                writer.Write(message);
            }
        }

        writer.Write("series");
        writer.Flush();
    }

    /// <summary>What stands before a series' rows.</summary>
    public void SeriesHead(ResultRows rows, bool isPartial)
    {
        var writer = new MessagePackWriter(to);
        writer.WriteMapHeader(2 + (rows.Name is { Length: > 0 } ? 1 : 0) + (rows.Tags is { Count: > 0 } ? 1 : 0) + (isPartial ? 1 : 0));
        if (rows.Name is { Length: > 0 } name)
        {
            writer.Write("name");
            writer.Write(name);
        }

        if (rows.Tags is { Count: > 0 } tags)
        {
            writer.Write("tags");
            writer.WriteMapHeader(tags.Count);
            foreach (var tag in tags)
            {
                writer.Write(tag.Key);
                writer.Write(tag.Value);
            }
        }

        writer.Write("columns");
        writer.WriteArrayHeader(rows.Columns.Count);
        foreach (var column in rows.Columns)
        {
            writer.Write(column);
        }

        writer.Write("values");
        writer.Flush();
    }

    public void Row(QueryValue[] row)
    {
        var writer = new MessagePackWriter(to);
        writer.WriteArrayHeader(row.Length);
        for (var i = 0; i < row.Length; i++)
        {
            Value(ref writer, row[i], i == 0);
        }

        writer.Flush();
    }

    public void Partial()
    {
        var writer = new MessagePackWriter(to);
        writer.Write("partial");
        writer.Write(true);
        writer.Flush();
    }

    public void Beginning()
    {
        var writer = new MessagePackWriter(to);
        writer.WriteMapHeader(1);
        writer.Write("results");
        writer.Flush();
    }

    public void ArrayHead(int count)
    {
        var writer = new MessagePackWriter(to);
        writer.WriteArrayHeader(count);
        writer.Flush();
    }

    private void Value(ref MessagePackWriter writer, QueryValue value, bool isFirst)
    {
        switch (value.Kind)
        {
            case QueryValueKind.Float:
                writer.Write(value.AsFloat());
                break;
            case QueryValueKind.Integer:
                writer.Write(value.AsInteger());
                break;
            case QueryValueKind.Unsigned:
                writer.Write(value.AsUnsigned());
                break;
            case QueryValueKind.Boolean:
                writer.Write(value.AsBoolean());
                break;
            case QueryValueKind.String:
                writer.Write(value.AsString());
                break;
            case QueryValueKind.Time when isFirst && times.IsCounted:
                writer.Write(times.Count(value.AsTime()));
                break;
            case QueryValueKind.Time:
                Time(ref writer, value.AsTime());
                break;
            default:
                writer.WriteNil();
                break;
        }
    }

    private static void Time(ref MessagePackWriter writer, long nanoseconds)
    {
        var (seconds, rest) = Math.DivRem(nanoseconds, 1_000_000_000);
        if (rest < 0)
        {
            (seconds, rest) = (seconds - 1, rest + 1_000_000_000);
        }

        writer.WriteExtensionFormatHeader(new ExtensionHeader(TimeExtension, TimeBytes));
        var bytes = writer.GetSpan(TimeBytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes, seconds);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], (int)rest);
        writer.Advance(TimeBytes);
    }
}
