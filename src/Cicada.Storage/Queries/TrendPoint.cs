namespace Cicada.Storage.Queries;

/// <summary>A run in a trend.</summary>
internal sealed record TrendPoint
{
    public required string Run { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Null where the run has no such request, or nothing to tell the figure by.</summary>
    public required double? Value { get; init; }

    /// <summary>How many requests it is about.</summary>
    public required long Count { get; init; }

    public required RunState State { get; init; }

    public required bool Baseline { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }
}
