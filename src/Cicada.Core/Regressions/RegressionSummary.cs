using System.Text.Json.Serialization;
using Cicada.Regressions;

namespace Cicada;

/// <summary>What became of a rule against regression.</summary>
public sealed record RegressionSummary
{
    /// <summary>The rule as it was written: <c>p95(GET /) +10%</c>.</summary>
    public required string Text { get; init; }

    /// <summary>How it stands; in JSON one of <c>passed, unsure, no_data, broken</c>.</summary>
    public required RegressionState State { get; init; }

    /// <summary>How many requests of the other run it is about; 1 for the total of all.</summary>
    public required int Requests { get; init; }

    /// <summary>The type of the request that stands worst, <c>(all)</c> for the total; null where there is none.</summary>
    public string? RequestType { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>How its figure differs; null where one of the runs has no such request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DifferenceSummary? Difference { get; init; }

    internal bool Holds => RegressionRule.Holds(State);
}
