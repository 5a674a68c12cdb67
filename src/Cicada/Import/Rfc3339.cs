using System.Globalization;

namespace Cicada.Import;

/// <summary>Times of RFC 3339 to the nanosecond, of which .NET's own types keep hundreds.</summary>
internal static class Rfc3339
{
    public static bool TryParse(ReadOnlySpan<char> text, out long nanoseconds)
    {
        nanoseconds = 0;

        // The fraction is read here, the rest by .NET: 2023-01-02T03:04:05 | .123456789 | Z or +02:00
        var point = text.IndexOf('.');
        var fraction = 0L;
        if (point >= 0)
        {
            var digits = 0;
            while (point + 1 + digits < text.Length && char.IsAsciiDigit(text[point + 1 + digits]))
            {
                if (digits < 9)
                {
                    fraction = (fraction * 10) + (text[point + 1 + digits] - '0');
                }

                digits++;
            }

            if (digits == 0)
            {
                return false;
            }

            for (var i = digits; i < 9; i++)
            {
                fraction *= 10;
            }

            Span<char> plain = stackalloc char[40];
            var length = text.Length - digits - 1;
            if (length > plain.Length)
            {
                return false;
            }

            text[..point].CopyTo(plain);
            text[(point + 1 + digits)..].CopyTo(plain[point..]);
            return TryParse(plain[..length], fraction, out nanoseconds);
        }

        return TryParse(text, 0, out nanoseconds);
    }

    private static bool TryParse(ReadOnlySpan<char> wholeSeconds, long fraction, out long nanoseconds)
    {
        nanoseconds = 0;
        if (!DateTimeOffset.TryParseExact(
            wholeSeconds, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            || moment.Year is < 1678 or > 2261)
        {
            return false;
        }

        nanoseconds = ((moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100) + fraction;
        return true;
    }
}
