using System.Globalization;

namespace Cicada.Influx;

/// <summary>Numbers as line protocol has them, in the shortest form that reads as the same number.</summary>
internal static class LineProtocolNumber
{
    /// <summary>The most bytes a float takes.</summary>
    public const int FloatLength = 32;

    /// <summary>The most bytes an integer takes.</summary>
    public const int IntegerLength = 20;

    private const NumberStyles FloatStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    // Two decimals of at most 15 digits are never the same double, so if one of them is this double, no shorter one is.
    private const double FifteenDigits = 1e15;

    private static ReadOnlySpan<double> PowersOfTen => [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Writes a finite number.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int WriteFloat(double value, Span<byte> destination)
    {
        // Times are whole nanoseconds in milliseconds: six places. The general way takes five times as long
        // (LineProtocolBenchmarks), and only it knows the sign of zero.
        var millionths = Math.Round(value * 1e6);
        if (Math.Abs(millionths) < FifteenDigits && millionths / 1e6 == value && value != 0)
        {
            return WriteMillionths((long)millionths, destination);
        }

        _ = value.TryFormat(destination, out var written, "R", CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>Writes a duration in milliseconds: the same text as <see cref="WriteFloat"/> of it.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int WriteMilliseconds(long nanoseconds, Span<byte> destination) => nanoseconds is > -(long)FifteenDigits and < (long)FifteenDigits
        ? WriteMillionths(nanoseconds, destination)
        : WriteFloat(PointNames.Milliseconds(nanoseconds), destination);

    /// <summary>Writes an integer without its <c>i</c>.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int WriteInteger(long value, Span<byte> destination)
    {
        _ = value.TryFormat(destination, out var written, provider: CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>Reads a number; false for what is none, and for one too large for a double.</summary>
    public static bool TryReadFloat(ReadOnlySpan<byte> text, out double value)
    {
        // Up to 15 digits and their power of ten are doubles without an error, and so their quotient is the double nearest to the text.
        var digits = 0L;
        var point = -1;
        var start = text is [(byte)'-', ..] ? 1 : 0;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] is >= (byte)'0' and <= (byte)'9')
            {
                digits = (digits * 10) + (text[i] - '0');
            }
            else if (text[i] == (byte)'.' && point < 0)
            {
                point = i;
            }
            else
            {
                digits = 0;
                break;
            }
        }

        if (digits == 0 || text.Length - start > 15)
        {
            return double.TryParse(text, FloatStyle, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
        }

        value = digits / PowersOfTen[point < 0 ? 0 : text.Length - point - 1];
        value = start > 0 ? -value : value;
        return true;
    }

    private static int WriteMillionths(long millionths, Span<byte> destination)
    {
        var written = 0;
        if (millionths < 0)
        {
            destination[written++] = (byte)'-';
            millionths = -millionths;
        }

        var (whole, fraction) = Math.DivRem((ulong)millionths, 1_000_000);
        written += WriteInteger((long)whole, destination[written..]);
        if (fraction == 0)
        {
            return written;
        }

        destination[written] = (byte)'.';
        var rest = (uint)fraction;
        for (var i = written + 6; i > written; i--)
        {
            (rest, var digit) = Math.DivRem(rest, 10);
            destination[i] = (byte)('0' + digit);
        }

        written += 7;
        while (destination[written - 1] == '0')
        {
            written--;
        }

        return written;
    }
}
