using System.Globalization;

namespace Cicada.Terminal;

/// <summary>Numbers as people read them, the same whatever the computer's language.</summary>
internal static class Figures
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A count, with commas between thousands.</summary>
    public static string Count(long count) => count.ToString("#,0", Culture);

    /// <summary>Milliseconds with about three digits that mean something: 0.43, 12.3, 1234.</summary>
    public static string Milliseconds(double milliseconds) => milliseconds switch
    {
        < 10 => milliseconds.ToString("0.00", Culture),
        < 100 => milliseconds.ToString("0.0", Culture),
        _ => milliseconds.ToString("0", Culture),
    };

    /// <summary>Any number with about three digits that mean something: 0.0125, 12.3, 1,234, 5.67E+12. A whole one has no fraction.</summary>
    public static string Number(double number) => Math.Abs(number) switch
    {
        >= 1e12 => number.ToString("0.00E+0", Culture),
        >= 100 => number.ToString("#,0", Culture),
        var size when size == Math.Truncate(size) => number.ToString("0", Culture),
        >= 10 => number.ToString("0.0", Culture),
        >= 0.1 => number.ToString("0.00", Culture),
        _ => number.ToString("G3", Culture),
    };

    /// <summary>A rate a second.</summary>
    public static string Rate(double perSecond) => perSecond switch
    {
        0 => "0",
        < 100 => perSecond.ToString("0.0", Culture),
        _ => perSecond.ToString("#,0", Culture),
    };

    /// <summary>A part of a whole in per cent; a part that is there is never shown as 0%, and what is missing never as 100%.</summary>
    public static string Percent(long part, long whole)
    {
        if (part == 0 || whole == 0)
        {
            return "0%";
        }

        var percent = 100.0 * part / whole;
        return percent switch
        {
            < 0.01 => "<0.01%",
            < 1 => percent.ToString("0.00", Culture) + "%",
            > 99.9 when part < whole => ">99.9%",
            _ => percent.ToString("0.0", Culture) + "%",
        };
    }

    /// <summary>Bytes in the unit that fits.</summary>
    public static string Bytes(double bytes) => bytes switch
    {
        < 1000 => bytes.ToString("0", Culture) + " B",
        < 1e6 => (bytes / 1e3).ToString("0.0", Culture) + " kB",
        < 1e9 => (bytes / 1e6).ToString("0.0", Culture) + " MB",
        _ => (bytes / 1e9).ToString("0.0", Culture) + " GB",
    };

    /// <summary>A span of time: 7.2 s below a minute, else 1:02:03.</summary>
    public static string Duration(TimeSpan span) => span < TimeSpan.FromMinutes(1)
        ? span.TotalSeconds.ToString("0.0", Culture) + " s"
        : Clock(span);

    /// <summary>A span of time as a clock shows it: 0:05, 12:00, 1:02:03.</summary>
    public static string Clock(TimeSpan span) => span < TimeSpan.FromHours(1)
        ? span.ToString("m\\:ss", Culture)
        : string.Create(Culture, $"{(int)span.TotalHours}:{span:mm\\:ss}");

    /// <summary>A moment in UTC, to the second.</summary>
    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", Culture);

    /// <summary>A moment in UTC, to the minute.</summary>
    public static string Minute(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", Culture);
}
