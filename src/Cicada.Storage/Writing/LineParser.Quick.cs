using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Cicada.Influx;

namespace Cicada.Storage.Writing;

/// <content>
/// The quick way: a line whose series and fields were met before, and whose values look as values nearly always do. Whatever is different is left to the reader that knows
/// all of it, so that this one needs to be right only about what it takes. Its methods are compiled to the end at first use: a server that has just started is to be
/// as fast as one that has not, and its first million points are over before the runtime has made up its mind.
/// </content>
internal sealed partial class LineParser
{
    private const int ExactDigits = 15;
    private const int LongestInteger = 18;
    private const int LongestTime = 19;

    private static ReadOnlySpan<double> PowersOfTen => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads the line that begins at a place of a text, which ends with a line break.</summary>
    /// <returns>Where the next line begins; 0 where this one is not for the quick way, or the batch is full.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int TryReadLine(ReadOnlySpan<byte> text, int start)
    {
        var keyEnd = EndOfKey(text, start);
        if (keyEnd == text.Length || !_keys.TryFind(text[start..keyEnd], out var key) || key.Series.Refusal is not null || !TryAttach(key))
        {
            return 0;
        }

        var block = key.Block!;
        if (block.Count == block.Capacity && _batch.IsFull)
        {
            return 0;
        }

        var row = block.BeginRow();
        var at = keyEnd + 1;
        if (TryReadFields(text, ref at, block, row) && TryReadTime(text, ref at, out var time))
        {
            _refusals.Understood++;
            if (time < _oldest)
            {
                block.AbandonRow();
                _refusals.TooOld();
            }
            else
            {
                block.EndRow(time, key.Place);
            }

            return at;
        }

        block.AbandonRow();
        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryReadFields(ReadOnlySpan<byte> text, ref int at, PointBlock block, int row)
    {
        for (var next = 0; ; next++)
        {
            // Lines name their fields in the same order, mostly.
            if (next >= block.Fields.Count || block.Fields[next].PlainKey is not { } plain || !text[at..].StartsWith(plain))
            {
                var length = text[at..].IndexOfAny((byte)'=', (byte)'\n');
                next = block.PlaceOf(text.Slice(at, Math.Max(length, 0)));
                if (next < 0 || text[at + length] != (byte)'=' || block.Fields[next].PlainKey is null)
                {
                    return false;
                }
            }

            var cells = block.Fields[next];
            at += cells.PlainKey!.Length;
            if (!TryReadValue(text, ref at, cells, row))
            {
                return false;
            }

            if (text[at] != (byte)',')
            {
                return text[at] is (byte)' ' or (byte)'\n';
            }

            at++;
        }
    }

    private static bool TryReadValue(ReadOnlySpan<byte> text, ref int at, FieldCells cells, int row) => text[at] switch
    {
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => TryReadNumber(text, ref at, cells, row),
        (byte)'"' => TryReadText(text, ref at, cells, row),
        _ => TryReadBoolean(text, ref at, cells, row),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryReadNumber(ReadOnlySpan<byte> text, ref int at, FieldCells cells, int row)
    {
        var start = at;
        var isNegative = text[at] == (byte)'-';
        at += isNegative ? 1 : 0;
        var first = at;
        var digits = 0L;
        uint digit;
        while ((digit = (uint)(text[at] - '0')) <= 9)
        {
            digits = (digits * 10) + digit;
            at++;
        }

        var count = at - first;
        if (count == 0)
        {
            return false;
        }

        if (text[at] == (byte)'i')
        {
            at++;
            cells.Set(row, isNegative ? -digits : digits);
            return cells.Type == FieldType.Integer && count <= LongestInteger;
        }

        var places = 0;
        if (text[at] == (byte)'.')
        {
            var point = ++at;
            while ((digit = (uint)(text[at] - '0')) <= 9)
            {
                digits = (digits * 10) + digit;
                at++;
            }

            places = at - point;
            count += places;
            if (places == 0)
            {
                return false;
            }
        }

        if (cells.Type != FieldType.Float)
        {
            return false;
        }

        // Up to 15 digits and their power of ten are doubles without an error, and so their quotient is the double nearest to the text.
        if (count <= ExactDigits && digits != 0)
        {
            var value = digits / PowersOfTen[places];
            cells.Set(row, BitConverter.DoubleToInt64Bits(isNegative ? -value : value));
            return true;
        }

        if (!LineProtocolNumber.TryReadFloat(text[start..at], out var number))
        {
            return false;
        }

        cells.Set(row, BitConverter.DoubleToInt64Bits(number));
        return true;
    }

    private static bool TryReadText(ReadOnlySpan<byte> text, ref int at, FieldCells cells, int row)
    {
        var start = at + 1;
        var length = text[start..].IndexOfAny((byte)'"', (byte)'\\');
        if (length < 0 || text[start + length] == (byte)'\\' || cells.Type != FieldType.String)
        {
            return false;
        }

        at = start + length + 1;
        var value = text.Slice(start, length);
        if (!Utf8.IsValid(value))
        {
            return false;
        }

        cells.Set(row, value);
        return true;
    }

    private static bool TryReadBoolean(ReadOnlySpan<byte> text, ref int at, FieldCells cells, int row)
    {
        var length = text[at..].IndexOfAny(", \n"u8);
        var word = text.Slice(at, length);
        var isTrue = word.SequenceEqual("t"u8) || word.SequenceEqual("true"u8) || word.SequenceEqual("T"u8) || word.SequenceEqual("True"u8) || word.SequenceEqual("TRUE"u8);
        var isKnown = isTrue
            || word.SequenceEqual("f"u8) || word.SequenceEqual("false"u8) || word.SequenceEqual("F"u8) || word.SequenceEqual("False"u8) || word.SequenceEqual("FALSE"u8);
        at += length;
        if (!isKnown || cells.Type != FieldType.Boolean)
        {
            return false;
        }

        cells.Set(row, isTrue ? 1 : 0);
        return true;
    }

    /// <summary>Reads the time, where there is one, and the line break.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryReadTime(ReadOnlySpan<byte> text, ref int at, out long time)
    {
        if (text[at] == (byte)'\n')
        {
            at++;
            var unit = _precision.InNanoseconds;
            time = _now - (((_now % unit) + unit) % unit);
            return true;
        }

        at++;
        var isNegative = text[at] == (byte)'-';
        at += isNegative ? 1 : 0;
        var first = at;
        var digits = 0UL;
        uint digit;
        while ((digit = (uint)(text[at] - '0')) <= 9)
        {
            digits = (digits * 10) + digit;
            at++;
        }

        var isPlain = text[at] == (byte)'\n' && at > first && at - first <= LongestTime && digits <= long.MaxValue;
        at++;
        var product = Math.BigMul(isNegative ? -(long)digits : (long)digits, _precision.InNanoseconds, out time);
        return isPlain && product == time >> 63 && time is >= LineProtocolLimits.FirstTime and <= LineProtocolLimits.LastTime;
    }
}
