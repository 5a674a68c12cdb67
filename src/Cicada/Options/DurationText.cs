using System.Globalization;
using System.Text.RegularExpressions;

namespace Cicada.Options;

/// <summary>Spans of time as they are typed: <c>20</c> (seconds), <c>20s</c>, <c>1h30m</c>, <c>1.5m</c>, <c>500ms</c>.</summary>
internal static partial class DurationText
{
    /// <summary>What to say one may write.</summary>
    public const string Expected = "expected seconds like '20', or hours, minutes and seconds like '30s' or '1h30m'";

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

        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static double Part(Match match, string name, double unit) =>
        match.Groups[name] is { Success: true } group ? double.Parse(group.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * unit : 0;

    [GeneratedRegex(@"^(?:(?<plain>\d+(?:\.\d+)?)|(?:(?<d>\d+(?:\.\d+)?)d)?(?:(?<h>\d+(?:\.\d+)?)h)?(?:(?<m>\d+(?:\.\d+)?)m(?!s))?(?:(?<s>\d+(?:\.\d+)?)s)?(?:(?<ms>\d+(?:\.\d+)?)ms)?)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
