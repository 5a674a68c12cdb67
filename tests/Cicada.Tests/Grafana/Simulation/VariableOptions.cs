using System.Globalization;
using System.Text.RegularExpressions;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>What there is to choose from, out of what a query found.</summary>
internal static partial class VariableOptions
{
    /// <summary>The values a data source gives for the query of a variable: of each frame its first field of texts, or the first that is no time.</summary>
    public static IReadOnlyList<string> Found(IReadOnlyList<Frame> frames)
    {
        var found = new List<string>();
        foreach (var frame in frames.Where(frame => frame.Rows > 0))
        {
            var field = frame.Fields.FirstOrDefault(field => field.Kind == FieldKind.Text) ?? frame.Fields.FirstOrDefault(field => field.Kind != FieldKind.Time);
            found.AddRange(field?.Values.Where(value => value is not null).Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)!) ?? []);
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Those of them the variable's regular expression leaves, in the variable's order.</summary>
    public static IReadOnlyList<string> Chosen(IReadOnlyList<string> found, string regex, int sort) =>
        [.. Sorted(regex.Length == 0 ? found : [.. Matching(found, regex).Distinct(StringComparer.Ordinal)], sort)];

    /// <summary>The values of a list with commas between them; <c>text : value</c> has its value.</summary>
    public static IReadOnlyList<string> Listed(string list) =>
        [.. Entry().Matches(list).Select(match => match.Value.Replace(@"\,", ",", StringComparison.Ordinal).Trim()).Where(one => one.Length > 0)
            .Select(one => one.Split(" : ") is [_, var value] ? value.Trim() : one)];

    private static IEnumerable<string> Matching(IReadOnlyList<string> found, string regex)
    {
        var parts = Literal().Match(regex);
        var pattern = new Regex(
            parts.Success ? parts.Groups[1].Value : $"^{regex}$", parts.Groups[2].Value.Contains('i', StringComparison.Ordinal) ? RegexOptions.IgnoreCase | RegexOptions.ECMAScript : RegexOptions.ECMAScript);
        foreach (var value in found)
        {
            if (pattern.Match(value) is { Success: true } match)
            {
                // A group, if there is one, is what remains.
                yield return match.Groups["value"] is { Success: true } named ? named.Value : match.Groups is [_, { Success: true } first, ..] ? first.Value : value;
            }
        }
    }

    private static IEnumerable<string> Sorted(IReadOnlyList<string> values, int sort) => sort switch
    {
        0 => values,
        1 => values.Order(StringComparer.Ordinal),
        2 => values.OrderDescending(StringComparer.Ordinal),
        3 => values.OrderBy(Number),
        4 => values.OrderByDescending(Number),
        5 => values.Order(StringComparer.OrdinalIgnoreCase),
        6 => values.OrderDescending(StringComparer.OrdinalIgnoreCase),
        7 => values.Order(StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering)),
        8 => values.OrderDescending(StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering)),
        _ => throw new BoardException($"The order of a variable is '{sort}'; expected 0 to 8."),
    };

    private static double Number(string text) =>
        Digits().Match(text) is { Success: true } match && double.TryParse(match.Value, CultureInfo.InvariantCulture, out var number) ? number : -1;

    [GeneratedRegex("^/(.*)/([a-z]*)$", RegexOptions.Singleline)]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?:\\,|[^,])+")]
    private static partial Regex Entry();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
