using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Cicada.Influx;

/// <summary>
/// Writes points as InfluxDB's line protocol, one line a point with its time in nanoseconds, so that a real server takes every line
/// and finds in it what was meant, whatever the texts.
/// </summary>
/// <remarks>
/// <para>Floats are written in their shortest form, and NaN and infinite ones left out; tags with an empty value are left out; tags are
/// sorted by their key as InfluxDB keeps them.</para>
/// <para>Some texts cannot be said in line protocol. In a measurement, tag or field key, and in a tag value, these characters are replaced:</para>
/// <list type="bullet">
/// <item>a line feed by <c>␊</c> and a carriage return by <c>␍</c>;</item>
/// <item>a backslash at the end, or directly before a comma, an equals sign, a space or a quote, by <c>＼</c> (U+FF3C);</item>
/// <item>a <c>#</c> at the beginning of a measurement or key, or of the text <c>#!~#</c> anywhere, by <c>＃</c> (U+FF03);</item>
/// <item>a tab or NUL at the beginning of a measurement or key by <c>␉</c> or <c>␀</c>;</item>
/// <item>a byte order mark at the beginning of a measurement by a word joiner (U+2060);</item>
/// <item>a surrogate without its other half by U+FFFD, there and in the text of a field.</item>
/// </list>
/// <para>An empty key becomes <c>_</c> and the key <c>time</c>, which InfluxDB keeps for itself, <c>time_</c>; a key that is then the same
/// as another of its point gets <c>_</c> at its end until it is not. <see cref="LineProtocolFileWriter"/> keeps the texts that were changed.</para>
/// <para>Writing costs no allocation, unless measurement and keys are new. A writer is for one thread at a time.</para>
/// </remarks>
public sealed class LineProtocolWriter
{
    // A run has some ten shapes; points of many more only cost the working out of a shape each time.
    private const int KnownShapes = 256;

    private static readonly SearchValues<char> EscapedInString = SearchValues.Create("\"\\");

    private readonly PointShape?[] _shapes = new PointShape?[KnownShapes];
    private readonly List<ChangedText> _changes = [];
    private PointTag[] _tags = [];
    private PointField[] _fields = [];

    /// <summary>What could not be said of the last point, and was written as another text.</summary>
    internal IReadOnlyList<ChangedText> Changes => _changes;

    /// <summary>Writes a point as one line, its line break included; or nothing, if InfluxDB would refuse it.</summary>
    /// <param name="output">Where to. What it already holds is left as it is.</param>
    /// <param name="point">The point.</param>
    /// <returns>Whether it was written, or why not.</returns>
    public LineProtocolOutcome Write(IBufferWriter<byte> output, Point point)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(point);
        _changes.Clear();

        var tags = TagsOf(point.Tags);
        var fields = FieldsOf(point.Fields);
        if (point.TimeNanoseconds is < LineProtocolLimits.FirstTime or > LineProtocolLimits.LastTime)
        {
            return LineProtocolOutcome.TimeOutsideRange;
        }

        var shape = ShapeOf(point.Measurement, tags, fields);
        var room = RoomFor(shape, tags, fields);
        if (room == 0)
        {
            return LineProtocolOutcome.NoField;
        }

        if (shape.Changes.Length > 0)
        {
            _changes.AddRange(shape.Changes);
        }

        var line = output.GetSpan(room);
        var written = WriteSeries(shape, tags, line);
        if (written + LineProtocolLimits.Separator + shape.LongestFieldKey > LineProtocolLimits.KeyLength)
        {
            return LineProtocolOutcome.KeyTooLong;
        }

        written += WriteFields(shape, fields, line[written..]);
        line[written++] = (byte)' ';
        written += LineProtocolNumber.WriteInteger(point.TimeNanoseconds, line[written..]);
        line[written++] = (byte)'\n';
        output.Advance(written);
        return LineProtocolOutcome.Written;
    }

    /// <summary>The most bytes the line may take, or 0 for a point without a field that can be written.</summary>
    private static int RoomFor(PointShape shape, ReadOnlySpan<PointTag> tags, ReadOnlySpan<PointField> fields)
    {
        var chars = 0;
        foreach (ref readonly var tag in tags)
        {
            chars += tag.Value.Length;
        }

        var sayable = 0;
        foreach (ref readonly var field in fields)
        {
            sayable += IsSayable(field.Value) ? 1 : 0;
            chars += field.Value.Type == FieldType.String ? field.Value.AsString().Length : 0;
        }

        const int AroundTime = LineProtocolNumber.IntegerLength + 2;
        return sayable == 0
            ? 0
            : checked(shape.Length + (chars * LineProtocolText.BytesPerChar) + (fields.Length * LineProtocolNumber.FloatLength) + AroundTime);
    }

    private static bool IsSayable(in FieldValue value) => value.Type != FieldType.Float || double.IsFinite(value.AsFloat());

    private static int WriteFields(PointShape shape, ReadOnlySpan<PointField> fields, Span<byte> line)
    {
        var written = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            ref readonly var field = ref fields[i];
            if (!IsSayable(field.Value))
            {
                continue;
            }

            var beginning = shape.FieldBeginnings[i];
            beginning.CopyTo(line[written..]);
            if (written == 0)
            {
                line[0] = (byte)' ';
            }

            written += beginning.Length;
            written += WriteValue(field.Value, line[written..]);
        }

        return written;
    }

    private static int WriteValue(in FieldValue value, Span<byte> destination)
    {
        switch (value.Type)
        {
            case FieldType.Float:
                return LineProtocolNumber.WriteFloat(value.AsFloat(), destination);
            case FieldType.Integer:
                var written = LineProtocolNumber.WriteInteger(value.AsInteger(), destination);
                destination[written] = (byte)'i';
                return written + 1;
            case FieldType.Boolean:
                var word = value.AsBoolean() ? "true"u8 : "false"u8;
                word.CopyTo(destination);
                return word.Length;
            default:
                return WriteString(value.AsString(), destination);
        }
    }

    /// <summary>Writes the text of a field, with its quotes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="destination">Room for <see cref="LineProtocolText.BytesPerChar"/> times its length and two quotes.</param>
    /// <returns>How many bytes were written.</returns>
    internal static int WriteString(ReadOnlySpan<char> text, Span<byte> destination)
    {
        destination[0] = (byte)'"';
        var written = 1;
        int at;
        while ((at = text.IndexOfAny(EscapedInString)) >= 0)
        {
            written += Encoding.UTF8.GetBytes(text[..at], destination[written..]);
            destination[written] = (byte)'\\';
            destination[written + 1] = (byte)text[at];
            written += 2;
            text = text[(at + 1)..];
        }

        written += Encoding.UTF8.GetBytes(text, destination[written..]);
        destination[written] = (byte)'"';
        return written + 1;
    }

    private int WriteSeries(PointShape shape, ReadOnlySpan<PointTag> tags, Span<byte> line)
    {
        shape.Measurement.CopyTo(line);
        var written = shape.Measurement.Length;
        foreach (var i in shape.TagOrder)
        {
            var value = tags[i].Value;
            if (value.Length == 0)
            {
                continue;
            }

            var beginning = shape.TagBeginnings[i];
            beginning.CopyTo(line[written..]);
            written += beginning.Length;
            written += LineProtocolText.Write(value, TextPlace.TagValue, line[written..], out var changed);
            if (changed)
            {
                _changes.Add(new(TextPlace.TagValue, shape.WrittenTagKeys[i], LineProtocolText.Valid(value)));
            }
        }

        return written;
    }

    private PointShape ShapeOf(string measurement, ReadOnlySpan<PointTag> tags, ReadOnlySpan<PointField> fields)
    {
        ref var known = ref _shapes[PointShape.Hash(measurement, tags, fields) % KnownShapes];
        return known is not null && known.Fits(measurement, tags, fields) ? known : known = new PointShape(measurement, tags, fields);
    }

    private ReadOnlySpan<PointTag> TagsOf(IReadOnlyList<PointTag> tags) => tags switch
    {
        PointTag[] array => array,
        List<PointTag> list => CollectionsMarshal.AsSpan(list),
        _ => Copy(tags, ref _tags),
    };

    private ReadOnlySpan<PointField> FieldsOf(IReadOnlyList<PointField> fields) => fields switch
    {
        PointField[] array => array,
        List<PointField> list => CollectionsMarshal.AsSpan(list),
        _ => Copy(fields, ref _fields),
    };

    private static ReadOnlySpan<T> Copy<T>(IReadOnlyList<T> items, ref T[] room)
    {
        if (room.Length < items.Count)
        {
            room = new T[items.Count];
        }

        for (var i = 0; i < items.Count; i++)
        {
            room[i] = items[i];
        }

        return room.AsSpan(0, items.Count);
    }
}
