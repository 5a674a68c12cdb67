namespace Cicada;

/// <summary>How a run differs from the one it was compared with at its end (<c>--baseline</c>).</summary>
public sealed record ComparisonSummary
{
    /// <summary>The id of the run it was compared with.</summary>
    public required string Base { get; init; }

    /// <summary>How the figures of all requests together differ; empty where one of the two has no requests.</summary>
    public IReadOnlyList<DifferenceSummary> Total { get; init; } = [];

    /// <summary>What became of the rules against regression, in the order they were given; empty where there were none.</summary>
    public IReadOnlyList<RegressionSummary> Regressions { get; init; } = [];

    /// <summary>Sentences about what makes the two hard to compare.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether all rules hold; without any they do.</summary>
    internal bool Holds => Regressions.All(rule => rule.Holds);
}
