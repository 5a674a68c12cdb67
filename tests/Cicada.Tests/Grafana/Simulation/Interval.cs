using System.Globalization;
using System.Text.RegularExpressions;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>How wide the buckets of a panel are.</summary>
internal static partial class Interval
{
    private const long Second = 1_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    // Below the first number the second is taken.
    private static readonly (long Below, long Rounded)[] Steps =
    [
        (10, 1), (15, 10), (35, 20), (75, 50), (150, 100), (350, 200), (750, 500),
        (1_500, Second), (3_500, 2 * Second), (7_500, 5 * Second), (12_500, 10 * Second), (17_500, 15 * Second), (25_000, 20 * Second), (45_000, 30 * Second),
        (90 * Second, Minute), (210 * Second, 2 * Minute), (450 * Second, 5 * Minute), (750 * Second, 10 * Minute), (1_050 * Second, 15 * Minute),
        (25 * Minute, 20 * Minute), (45 * Minute, 30 * Minute), (90 * Minute, Hour), (150 * Minute, 2 * Hour), (270 * Minute, 3 * Hour), (9 * Hour, 6 * Hour),
        (Day, 12 * Hour), (7 * Day, Day), (21 * Day, 7 * Day), (42 * Day, 30 * Day),
    ];

    /// <summary>The interval of a panel, in milliseconds.</summary>
    /// <param name="range">The range shown.</param>
    /// <param name="maxDataPoints">How many points it has room for, its width in pixels.</param>
    /// <param name="lowest">The lowest it may be, as a text like <c>1s</c>; null for none.</param>
    public static long Of(TimeRange range, int maxDataPoints, string? lowest) =>
        Math.Max(Rounded((double)range.Milliseconds / maxDataPoints), lowest is null or "" ? 1 : Parsed(lowest));

    /// <summary>The step a length is rounded to.</summary>
    public static long Rounded(double milliseconds)
    {
        foreach (var (below, rounded) in Steps)
        {
            if (milliseconds < below)
            {
                return rounded;
            }
        }

        return 365 * Day;
    }

    /// <summary>The length a text like <c>500ms</c>, <c>1s</c> or <c>&gt;10s</c> means.</summary>
    public static long Parsed(string text) => Text().Match(text) is { Success: true } match
        ? long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * match.Groups[2].Value switch
        {
            "ms" => 1,
            "s" or "" => Second,
            "m" => Minute,
            "h" => Hour,
            "d" => Day,
            _ => 7 * Day,
        }
        : throw new BoardException($"The interval is '{text}'; expected a number with ms, s, m, h, d or w. Grafana shows an error instead of the panel.");

    /// <summary>The text a macro becomes: the largest unit that fits, cut off.</summary>
    public static string Shown(long milliseconds)
    {
        var (unit, name) = milliseconds switch
        {
            >= 365 * Day => (365 * Day, "y"),
            >= Day => (Day, "d"),
            >= Hour => (Hour, "h"),
            >= Minute => (Minute, "m"),
            >= Second => (Second, "s"),
            _ => (1, "ms"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / unit}{name}");
    }

    [GeneratedRegex("^>?([0-9]+)(ms|s|m|h|d|w|)$")]
    private static partial Regex Text();
}
