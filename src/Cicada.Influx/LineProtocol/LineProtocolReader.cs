using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Cicada.Influx;

/// <summary>
/// Reads single records of InfluxDB's line protocol, and takes and refuses what a server of InfluxDB 1.x takes and refuses, for the
/// same reasons and in its words.
/// </summary>
/// <remarks>
/// The one difference: a field whose key is empty, which that server takes when a tab or a NUL stands before it, is refused with
/// <c>missing field key</c>. A reader keeps the texts it has read lately, so that points of one series share them; it is for one thread
/// at a time.
/// </remarks>
public sealed partial class LineProtocolReader
{
    private const string MissingFields = "missing fields";
    private const string OutsideRange = "time outside range -9223372036854775806 - 9223372036854775806";

    private const int ManyFields = 64;

    private readonly KnownTexts _texts = new();
    private readonly List<TagPlace> _tags = [];
    private readonly List<PointField> _fields = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private bool _hasBackslash;
    private byte[] _unescaped = new byte[256];

    /// <summary>Reads one record.</summary>
    /// <param name="record">The record without the line break after it. Neither blank nor a comment: those are no records.</param>
    /// <param name="defaultTimeNanoseconds">The time of a record without one; it is cut down to whole units of the precision.</param>
    /// <param name="precision">The unit of the record's time.</param>
    /// <param name="point">The point. Its tags are sorted by key as InfluxDB keeps them; of two fields with the same key it has the later value.</param>
    /// <param name="reason">Why the record was refused, in the words of an InfluxDB server.</param>
    /// <returns>True if there is a point, false if there is a reason.</returns>
    public bool TryRead(
        ReadOnlySpan<byte> record,
        long defaultTimeNanoseconds,
        TimePrecision precision,
        [NotNullWhen(true)] out Point? point,
        [NotNullWhen(false)] out string? reason)
    {
        point = null;
        _hasBackslash = record.Contains((byte)'\\');
        var start = SkipBlanks(record, 0);
        reason = ScanKey(record, start, out var measurementEnd, out var keyEnd);
        if (reason is not null)
        {
            return false;
        }

        var fieldsStart = SkipBlanks(record, keyEnd);
        var at = fieldsStart;
        reason = ScanFields(record, ref at) ?? ReadFields(record[fieldsStart..at], keyEnd - start);
        if (reason is not null)
        {
            return false;
        }

        reason = ReadTime(record[at..], defaultTimeNanoseconds, precision, out var time);
        if (reason is not null)
        {
            return false;
        }

        point = new Point(Text(record[start..measurementEnd], TextPlace.Measurement), Tags(record), _fields.ToArray(), time);
        return true;
    }

    /// <summary>InfluxDB passes over these before a record, its fields and its time.</summary>
    internal static int SkipBlanks(ReadOnlySpan<byte> record, int at)
    {
        while (at < record.Length && record[at] is (byte)' ' or (byte)'\t' or 0)
        {
            at++;
        }

        return at;
    }

    private PointTag[] Tags(ReadOnlySpan<byte> record)
    {
        if (_tags.Count == 0)
        {
            return [];
        }

        var tags = new PointTag[_tags.Count];
        for (var i = 0; i < tags.Length; i++)
        {
            var place = _tags[i];
            tags[i] = new(
                Text(record[place.KeyStart..place.KeyEnd], TextPlace.TagKey),
                Text(record[place.ValueStart..place.ValueEnd], TextPlace.TagValue));
        }

        return tags;
    }

    /// <summary>Reads the fields of a part that <see cref="ScanFields"/> has found good.</summary>
    private string? ReadFields(ReadOnlySpan<byte> fields, int keyLength)
    {
        _fields.Clear();
        _places.Clear();
        while (fields.Length > 0)
        {
            var equals = IndexOfEquals(fields);
            if (equals > fields.Length - 2)
            {
                return $"invalid value: field-key={Encoding.UTF8.GetString(fields[..equals])}";
            }

            var length = keyLength + LineProtocolLimits.Separator + equals;
            if (length > LineProtocolLimits.KeyLength)
            {
                return KeyTooLong(length);
            }

            var key = fields[..equals];
            fields = fields[(equals + 1)..];
            var end = EndOfValue(fields);
            if (key.IsEmpty)
            {
                return "missing field key";
            }

            if (end == 0 || !TryReadValue(fields[..end], out var value))
            {
                return "invalid field format";
            }

            SetField(Text(key, TextPlace.FieldKey), value);
            fields = fields[Math.Min(end + 1, fields.Length)..];
        }

        return null;
    }

    private void SetField(string key, FieldValue value)
    {
        var place = PlaceOf(key);
        if (place < _fields.Count)
        {
            _fields[place] = new(key, value);
        }
        else
        {
            _fields.Add(new(key, value));
        }
    }

    /// <summary>Where a field of this key is, or is to be.</summary>
    private int PlaceOf(string key)
    {
        if (_fields.Count < ManyFields)
        {
            for (var i = 0; i < _fields.Count; i++)
            {
                if (_fields[i].Key == key)
                {
                    return i;
                }
            }

            return _fields.Count;
        }

        // So that a record of a hundred thousand fields does not take a minute.
        if (_fields.Count == ManyFields && _places.Count == 0)
        {
            for (var i = 0; i < _fields.Count; i++)
            {
                _places.Add(_fields[i].Key, i);
            }
        }

        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, key, out var known);
        return known ? place : place = _fields.Count;
    }

    private bool TryReadValue(ReadOnlySpan<byte> text, out FieldValue value)
    {
        value = default;
        switch (text[0])
        {
            case (byte)'"':
                // The last byte is taken for the closing quote, whatever it is: a server does so too.
                value = FieldValue.String(text.Length < 2 ? "" : StringOf(text[1..^1]));
                return text.Length >= 2;
            case (byte)'t' or (byte)'T':
                value = FieldValue.Boolean(true);
                return true;
            case (byte)'f' or (byte)'F':
                value = FieldValue.Boolean(false);
                return true;
            default:
                if (text[^1] == (byte)'i')
                {
                    var whole = long.TryParse(text[..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer);
                    value = FieldValue.Integer(integer);
                    return whole;
                }

                var real = LineProtocolNumber.TryReadFloat(text, out var number);
                value = FieldValue.Float(number);
                return real;
        }
    }

    private string StringOf(ReadOnlySpan<byte> text)
    {
        var escaped = text.IndexOf((byte)'\\');
        return escaped < 0 ? Encoding.UTF8.GetString(text) : Encoding.UTF8.GetString(Unescape(text, escaped, "\"\\"u8));
    }

    private string Text(ReadOnlySpan<byte> text, TextPlace place)
    {
        var escaped = _hasBackslash ? text.IndexOf((byte)'\\') : -1;
        return escaped < 0
            ? _texts.Get(text)
            : _texts.Get(Unescape(text, escaped, place is TextPlace.TagKey or TextPlace.TagValue ? ",= "u8 : ",= \""u8));
    }

    /// <summary>Takes away the backslashes before certain characters; all others stand for themselves.</summary>
    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text, int first, ReadOnlySpan<byte> escapable)
    {
        if (_unescaped.Length < text.Length)
        {
            _unescaped = new byte[Math.Max(text.Length, 2 * _unescaped.Length)];
        }

        text[..first].CopyTo(_unescaped);
        var written = first;
        for (var i = first; i < text.Length; i++)
        {
            if (text[i] == (byte)'\\' && i + 1 < text.Length && escapable.Contains(text[i + 1]))
            {
                i++;
            }

            _unescaped[written++] = text[i];
        }

        return _unescaped.AsSpan(0, written);
    }

    private static string? ReadTime(ReadOnlySpan<byte> text, long defaultTime, TimePrecision precision, out long time)
    {
        var unit = precision.InNanoseconds;
        time = defaultTime - (((defaultTime % unit) + unit) % unit);
        var start = SkipBlanks(text, 0);
        var end = start;
        while (end < text.Length && text[end] != (byte)' ')
        {
            if (!char.IsAsciiDigit((char)text[end]) && !(end == start && text[end] == (byte)'-'))
            {
                return "bad timestamp";
            }

            end++;
        }

        if (end == start)
        {
            return null;
        }

        if (!long.TryParse(text[start..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var units))
        {
            return Unparsable(text[start..end]);
        }

        var product = Math.BigMul(units, unit, out time);
        if (product != time >> 63 || time is < LineProtocolLimits.FirstTime or > LineProtocolLimits.LastTime)
        {
            return OutsideRange;
        }

        return text[end..].ContainsAnyExcept((byte)' ') ? "point is invalid" : null;
    }

    private static string Unparsable(ReadOnlySpan<byte> number)
    {
        var text = Encoding.UTF8.GetString(number);
        return $"strconv.ParseInt: parsing \"{text}\": {(text == "-" ? "invalid syntax" : "value out of range")}";
    }

    private static string KeyTooLong(int length) =>
        string.Create(CultureInfo.InvariantCulture, $"max key length exceeded: {length} > {LineProtocolLimits.KeyLength}");

    /// <summary>Where in a record a tag stands, its escapes included.</summary>
    private readonly record struct TagPlace(int KeyStart, int KeyEnd, int ValueStart, int ValueEnd);
}
