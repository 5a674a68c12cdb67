using System.Buffers.Text;
using System.Globalization;

namespace Cicada.InfluxApi;

/// <summary>Writes floats letter by letter as InfluxDB does: the shortest digits that mean the number.</summary>
internal static class GoNumber
{
    /// <summary>The most bytes <see cref="Json"/> writes.</summary>
    public const int MostJson = 40;

    /// <summary>The most bytes <see cref="Plain"/> writes.</summary>
    public const int MostPlain = 400;

    /// <summary>As in JSON: with an exponent below 1e-6 and from 1e21.</summary>
    public static int Json(double value, Span<byte> to)
    {
        var size = Math.Abs(value);
        if (size != 0 && (size < 1e-6 || size >= 1e21))
        {
            return Exponential(value, to);
        }

        return Plain(value, to);
    }

    /// <summary>As in CSV: never with an exponent.</summary>
    public static int Plain(double value, Span<byte> to)
    {
        Utf8Formatter.TryFormat(value, to, out var length);
        var exponent = to[..length].IndexOf((byte)'E');
        if (exponent < 0)
        {
            return length;
        }

        Span<byte> digits = stackalloc byte[32];
        var (count, point, isNegative) = Digits(to[..length], exponent, digits);
        var at = 0;
        if (isNegative)
        {
            to[at++] = (byte)'-';
        }

        if (point <= 0)
        {
            to[at++] = (byte)'0';
            to[at++] = (byte)'.';
            to.Slice(at, -point).Fill((byte)'0');
            at -= point;
            digits[..count].CopyTo(to[at..]);
            return at + count;
        }

        var whole = Math.Min(point, count);
        digits[..whole].CopyTo(to[at..]);
        at += whole;
        if (point > count)
        {
            to.Slice(at, point - count).Fill((byte)'0');
            return at + point - count;
        }

        if (count > point)
        {
            to[at++] = (byte)'.';
            digits[point..count].CopyTo(to[at..]);
            at += count - point;
        }

        return at;
    }

    private static int Exponential(double value, Span<byte> to)
    {
        Span<byte> written = stackalloc byte[40];
        Utf8Formatter.TryFormat(value, written, out var length);
        Span<byte> digits = stackalloc byte[32];
        var exponent = written[..length].IndexOf((byte)'E');
        var (count, point, isNegative) = Digits(written[..length], exponent, digits);
        var at = 0;
        if (isNegative)
        {
            to[at++] = (byte)'-';
        }

        to[at++] = digits[0];
        if (count > 1)
        {
            to[at++] = (byte)'.';
            digits[1..count].CopyTo(to[at..]);
            at += count - 1;
        }

        to[at++] = (byte)'e';
        if (point - 1 >= 0)
        {
            to[at++] = (byte)'+';
        }

        (point - 1).TryFormat(to[at..], out var more, provider: CultureInfo.InvariantCulture);
        return at + more;
    }

    // The digits without the point, and where the point is: behind so many of them, or before zeros that are not written.
    private static (int Count, int Point, bool IsNegative) Digits(ReadOnlySpan<byte> written, int exponent, Span<byte> digits)
    {
        var isNegative = written[0] == '-';
        var mantissa = (exponent < 0 ? written : written[..exponent])[(isNegative ? 1 : 0)..];
        var power = 0;
        if (exponent >= 0)
        {
            power = int.Parse(written[(exponent + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        var point = mantissa.IndexOf((byte)'.');
        point = point < 0 ? mantissa.Length : point;
        var count = 0;
        foreach (var character in mantissa)
        {
            if (character != '.')
            {
                digits[count++] = character;
            }
        }

        // 0.00012 has zeros in front that are no digits of the number.
        var zeros = digits[..count].IndexOfAnyExcept((byte)'0');
        if (zeros > 0)
        {
            digits[zeros..count].CopyTo(digits);
            count -= zeros;
            point -= zeros;
        }

        while (count > 1 && digits[count - 1] == '0')
        {
            count--;
        }

        return (count, point + power, isNegative);
    }
}
