using System.Globalization;

namespace Cicada.Influx.Queries;

/// <summary>
/// Times written as texts: <c>2024-01-01</c>, <c>2024-01-01 00:00:00.5</c>, <c>2024-01-01T00:00:00.5Z</c>, <c>2024-01-01T02:00:00+02:00</c>. Years are those of the
/// Gregorian calendar from 0 to 9999, so that times are beyond what points can have.
/// </summary>
internal static class TimeLiteral
{
    private const long Second = 1_000_000_000;
    private const long SecondsOfDay = 86_400;

    /// <summary>Whether a text begins as a date does, so that a time is meant by it.</summary>
    public static bool IsMeantBy(string text) =>
        text.Length >= 10 && text[4] == '-' && text[7] == '-' && IsDigits(text.AsSpan(0, 4)) && IsDigits(text.AsSpan(5, 2)) && IsDigits(text.AsSpan(8, 2)) && !text.AsSpan(10).StartsWith("\n");

    /// <summary>The nanoseconds from the Unix epoch to a time; null where the text is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="zone">The zone of times that name none, or null for UTC.</param>
    public static Int128? Read(string text, TimeZoneInfo? zone)
    {
        if (!IsMeantBy(text) || Days(text) is not { } days)
        {
            return null;
        }

        var seconds = days * SecondsOfDay;
        if (text.Length == 10)
        {
            return (Int128)OfLocal(seconds, zone) * Second;
        }

        if (text[10] is not ('T' or ' ') || TimeOfDay(text.AsSpan(11), out var rest) is not { } time)
        {
            return null;
        }

        var nanoseconds = ((Int128)seconds * Second) + time;
        return text[10] == ' ' ? rest.IsEmpty ? nanoseconds - ((Int128)(seconds + (time / Second) - OfLocal(seconds + (time / Second), zone)) * Second) : null
            : Offset(rest) is { } offset ? nanoseconds - ((Int128)offset * Second)
            : null;
    }

    /// <summary>A time as RFC 3339 writes it, in UTC.</summary>
    public static string TextOf(Int128 nanoseconds)
    {
        var seconds = (long)FloorDivided(nanoseconds, Second);
        var fraction = (long)(nanoseconds - ((Int128)seconds * Second));
        var days = (long)FloorDivided(seconds, SecondsOfDay);
        var (year, month, day) = DateOf(days);
        var ofDay = seconds - (days * SecondsOfDay);
        var digits = fraction == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{fraction:D9}").TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}-{day:D2}T{ofDay / 3600:D2}:{ofDay / 60 % 60:D2}:{ofDay % 60:D2}{digits}Z");
    }

    private static long? Days(string text)
    {
        var (year, month, day) = (Number(text.AsSpan(0, 4)), Number(text.AsSpan(5, 2)), Number(text.AsSpan(8, 2)));
        var isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        var last = month switch { 4 or 6 or 9 or 11 => 30, 2 => isLeap ? 29 : 28, _ => 31 };
        return month is < 1 or > 12 || day < 1 || day > last ? null : DaysOf(year, month, day);
    }

    // Years that begin with March have their leap day at the end, and 400 of them always the same number of days.
    private static long DaysOf(long year, long month, long day)
    {
        var years = month <= 2 ? year - 1 : year;
        var era = (long)FloorDivided(years, 400);
        var ofEra = years - (era * 400);
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        return (era * 146_097) + (ofEra * 365) + (ofEra / 4) - (ofEra / 100) + dayOfYear - 719_468;
    }

    private static (long Year, long Month, long Day) DateOf(long days)
    {
        var sinceMarch = days + 719_468;
        var era = (long)FloorDivided(sinceMarch, 146_097);
        var ofEra = sinceMarch - (era * 146_097);
        var year = (ofEra - (ofEra / 1460) + (ofEra / 36_524) - (ofEra / 146_096)) / 365;
        var dayOfYear = ofEra - ((365 * year) + (year / 4) - (year / 100));
        var month = ((5 * dayOfYear) + 2) / 153;
        return (year + (era * 400) + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9, dayOfYear - (((153 * month) + 2) / 5) + 1);
    }

    /// <summary>Reads <c>15:04:05.999</c>: the hour may have one digit, the fraction up to nine.</summary>
    private static long? TimeOfDay(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        rest = text;
        var hours = text.Length > 1 && char.IsAsciiDigit(text[1]) ? 2 : 1;
        if (text.Length < hours + 6 || !IsDigits(text[..hours]) || text[hours] != ':' || text[hours + 3] != ':' || !IsDigits(text.Slice(hours + 1, 2)) || !IsDigits(text.Slice(hours + 4, 2)))
        {
            return null;
        }

        var (hour, minute, second) = (Number(text[..hours]), Number(text.Slice(hours + 1, 2)), Number(text.Slice(hours + 4, 2)));
        if (hour > 23 || minute > 59 || second > 59)
        {
            return null;
        }

        rest = text[(hours + 6)..];
        long fraction = 0;
        if (rest.Length > 1 && rest[0] is '.' or ',' && char.IsAsciiDigit(rest[1]))
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            digits = digits < 0 ? rest.Length - 1 : digits;
            if (digits > 9)
            {
                return null;
            }

            fraction = long.Parse(rest.Slice(1, digits).ToString().PadRight(9, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
            rest = rest[(digits + 1)..];
        }

        return (((((hour * 60) + minute) * 60) + second) * Second) + fraction;
    }

    /// <summary>Reads <c>Z</c> or <c>+02:00</c>, in seconds.</summary>
    private static long? Offset(ReadOnlySpan<char> text) =>
        text is "Z" ? 0
        : text.Length == 6 && text[0] is '+' or '-' && text[3] == ':' && IsDigits(text.Slice(1, 2)) && IsDigits(text.Slice(4, 2)) && Number(text.Slice(1, 2)) <= 24 && Number(text.Slice(4, 2)) < 60
            ? (text[0] == '-' ? -1 : 1) * ((Number(text.Slice(1, 2)) * 3600) + (Number(text.Slice(4, 2)) * 60))
            : null;

    // A time there is twice, or not at all, when clocks are put back or forward is the one Go takes it for.
    private static long OfLocal(long seconds, TimeZoneInfo? zone)
    {
        if (zone is null)
        {
            return seconds;
        }

        var offset = OffsetAt(seconds, zone);
        return seconds - OffsetAt(seconds - offset, zone);
    }

    private static long OffsetAt(long seconds, TimeZoneInfo zone)
    {
        var least = DateTimeOffset.MinValue.ToUnixTimeSeconds() + SecondsOfDay;
        var most = DateTimeOffset.MaxValue.ToUnixTimeSeconds() - SecondsOfDay;
        return (long)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, least, most))).TotalSeconds;
    }

    private static Int128 FloorDivided(Int128 number, Int128 divisor) => (number / divisor) - (number % divisor < 0 ? 1 : 0);

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static long Number(ReadOnlySpan<char> digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
