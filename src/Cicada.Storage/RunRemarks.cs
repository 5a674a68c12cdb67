namespace Cicada.Storage;

/// <summary>What people say about a run, and may say anew at any time, unlike its figures.</summary>
public sealed record RunRemarks
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>The name of its test.</summary>
    public required string Test { get; init; }

    /// <summary>Its labels, sorted by key.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Free text about it; empty for none.</summary>
    public required string Note { get; init; }

    /// <summary>Whether it is the one that later runs of its test are compared with.</summary>
    public required bool Baseline { get; init; }
}
