namespace Cicada.Storage.Queries;

/// <summary>Which runs of a store are wanted, in which order: those that fulfil everything said here.</summary>
internal sealed record RunListing
{
    /// <summary>The test they are runs of; null for any.</summary>
    public string? Test { get; init; }

    /// <summary>What is looked for in id, test, host, note and labels, whatever its case; each of its words has to be found. Null or empty for everything.</summary>
    public string? Text { get; init; }

    /// <summary>The labels they have; an empty value stands for a run without that label.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>Where they stand; <see cref="RunState.Running"/> for all that are on. Null for any.</summary>
    public RunState? State { get; init; }

    /// <summary>What they are sorted by.</summary>
    public RunOrder Order { get; init; } = RunOrder.Started;

    /// <summary>Whether the largest, or the latest, come first.</summary>
    public bool IsDescending { get; init; } = true;

    /// <summary>The most that are shown.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>How many are passed over.</summary>
    public int Offset { get; init; }
}
