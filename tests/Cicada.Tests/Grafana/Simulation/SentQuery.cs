using System.Globalization;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A query as the plugin in Grafana's server gets it from the browser, and what it makes of it.</summary>
internal sealed record SentQuery
{
    public required string RefId { get; init; }

    /// <summary>The text, the variables of the board already in it.</summary>
    public required string Text { get; init; }

    public string Alias { get; init; } = "";

    /// <summary>How the answer is wanted; nothing for the query of a variable.</summary>
    public string ResultFormat { get; init; } = "";

    public string Policy { get; init; } = "";

    public required TimeRange Range { get; init; }

    public long IntervalMilliseconds { get; init; } = 1_000;

    public IReadOnlyList<AdHocFilter> Filters { get; init; } = [];

    /// <summary>The statement for the server: filters added, macros replaced.</summary>
    public string Statement => AdHocFilter.Splice(Text, Filters)
        .Replace("$timeFilter", Range.PanelFilter, StringComparison.Ordinal)
        .Replace("$interval", Interval.Shown(IntervalMilliseconds), StringComparison.Ordinal)
        .Replace("$__interval_ms", IntervalMilliseconds.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("$__interval", Interval.Shown(IntervalMilliseconds), StringComparison.Ordinal);

    /// <summary>Whether the plugin takes the second element of each row, as it does where its own parser knows these statements.</summary>
    public bool IsShowTagValues => Text.TrimStart().StartsWith("SHOW TAG VALUES", StringComparison.OrdinalIgnoreCase) && !Text.Contains("CARDINALITY", StringComparison.OrdinalIgnoreCase);
}
