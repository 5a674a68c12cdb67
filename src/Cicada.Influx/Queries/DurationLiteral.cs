using System.Globalization;

namespace Cicada.Influx.Queries;

/// <summary>Reads durations such as <c>1h30m</c>: whole numbers with the units w, d, h, m, s, ms, u, µ and ns, one behind the other, added up.</summary>
internal static class DurationLiteral
{
    /// <summary>The nanoseconds of a duration.</summary>
    /// <param name="text">The duration.</param>
    /// <param name="nanoseconds">What it says.</param>
    /// <returns>What is wrong with it, in InfluxDB's words; null for a good one.</returns>
    public static string? Read(ReadOnlySpan<char> text, out long nanoseconds)
    {
        const string invalid = "invalid duration";
        nanoseconds = 0;
        if (text.Length < 2)
        {
            return invalid;
        }

        var last = "";
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return invalid;
            }

            text = text[digits..];
            var unit = text[0] is 'n' or 'm' && text.Length > 1 && text[1] == 's' ? text[..2] : text[..1];
            long size = unit switch
            {
                "ns" => 1,
                "u" or "µ" => 1_000,
                "ms" => 1_000_000,
                "s" => 1_000_000_000,
                "m" => 60_000_000_000,
                "h" => 3_600_000_000_000,
                "d" => 86_400_000_000_000,
                "w" => 604_800_000_000_000,
                _ => 0,
            };
            if (size == 0)
            {
                return invalid;
            }

            last = string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
            var product = (Int128)number * size;
            if (product + nanoseconds > long.MaxValue)
            {
                return $"overflowed duration {last}: choose a smaller duration or INF";
            }

            nanoseconds += (long)product;
            text = text[unit.Length..];
        }

        return null;
    }
}
