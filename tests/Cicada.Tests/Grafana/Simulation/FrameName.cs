using System.Globalization;
using System.Text.RegularExpressions;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>What a series is called.</summary>
internal static partial class FrameName
{
    /// <summary>The name by the alias, or the one made up where there is none.</summary>
    /// <param name="query">The query.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="column">The column.</param>
    /// <param name="tags">The tags, in an order that is chance.</param>
    public static string Of(SentQuery query, string measurement, string column, IReadOnlyDictionary<string, string> tags) =>
        query.Alias.Length == 0 ? MadeUp(measurement, column, tags) : Pattern().Replace(query.Alias, match =>
        {
            var word = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
            var parts = measurement.Split('.');
            return word switch
            {
                "m" or "measurement" => measurement,
                "col" => column,
                "__interval" => Interval.Shown(query.IntervalMilliseconds),
                "__interval_ms" => query.IntervalMilliseconds.ToString(CultureInfo.InvariantCulture),
                _ when int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < parts.Length => parts[place],
                _ when word.StartsWith("tag_", StringComparison.Ordinal) && tags.TryGetValue(word[4..], out var value) => value,
                _ => match.Value,
            };
        });

    private static string MadeUp(string measurement, string column, IReadOnlyDictionary<string, string> tags) =>
        $"{measurement}.{column}{(tags.Count == 0 ? "" : $" {{ {string.Join(", ", tags.Select(tag => $"{tag.Key}: {tag.Value}"))} }}")}";

    [GeneratedRegex(@"\$(\w+)|\[\[([\s\S]+?)\]\]")]
    private static partial Regex Pattern();
}
