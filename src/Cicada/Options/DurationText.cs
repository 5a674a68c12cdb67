using System.Globalization;
using System.Text.RegularExpressions;

namespace Cicada.Options;

/// <summary>
/// Spans of time as they are typed: <c>20</c> (seconds), <c>20s</c>, <c>1h30m</c>, <c>1.5m</c>, <c>500ms</c>; and ages of what is kept:
/// <c>30d</c>, <c>12w</c>, <c>1y</c>.
/// </summary>
internal static partial class DurationText
{
    /// <summary>What to say one may write.</summary>
    public const string Expected = "expected seconds like '20', or hours, minutes and seconds like '30s' or '1h30m'";

    /// <summary>What to say one may write for an age.</summary>
    public const string ExpectedAge = "expected years, weeks, days or hours like '1y', '12w', '30d' or '36h'";

    // Timers cannot wait longer.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    /// <summary>Reads a span of time.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="duration">The span.</param>
    /// <returns>Whether it could be read and is no longer than 49 days.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var match = Pattern().Match(text.Trim());
        if (!match.Success || match.Length == 0)
        {
            return false;
        }

        var seconds = Part(match, "plain", 1) + Part(match, "d", 86400) + Part(match, "h", 3600) + Part(match, "m", 60) + Part(match, "s", 1) + Part(match, "ms", 0.001);
        if (seconds > Longest.TotalSeconds)
        {
            return false;
        }

        // TimeSpan.FromSeconds cuts off what a sum of fractions lacks: 40s470ms would be a tick less.
        duration = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    /// <summary>Reads an age. It always has a unit, and none below an hour: '30' would be seconds, and '6m' may mean months.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="age">The span; a year has 365 days.</param>
    /// <returns>Whether it could be read and is above 0, and no longer than 1,000 years.</returns>
    public static bool TryParseAge(string text, out TimeSpan age)
    {
        age = TimeSpan.Zero;
        var match = AgePattern().Match(text.Trim());
        if (!match.Success || match.Length == 0)
        {
            return false;
        }

        var days = Part(match, "y", 365) + Part(match, "w", 7) + Part(match, "d", 1) + Part(match, "h", 1 / 24.0);
        if (days is <= 0 or > 365_000)
        {
            return false;
        }

        age = TimeSpan.FromDays(days);
        return age > TimeSpan.Zero;
    }

    private static double Part(Match match, string name, double unit) =>
        match.Groups[name] is { Success: true } group ? double.Parse(group.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * unit : 0;

    [GeneratedRegex(@"^(?:(?<plain>\d+(?:\.\d+)?)|(?:(?<d>\d+(?:\.\d+)?)d)?(?:(?<h>\d+(?:\.\d+)?)h)?(?:(?<m>\d+(?:\.\d+)?)m(?!s))?(?:(?<s>\d+(?:\.\d+)?)s)?(?:(?<ms>\d+(?:\.\d+)?)ms)?)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^(?:(?<y>\d+(?:\.\d+)?)y)?(?:(?<w>\d+(?:\.\d+)?)w)?(?:(?<d>\d+(?:\.\d+)?)d)?(?:(?<h>\d+(?:\.\d+)?)h)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex AgePattern();
}
