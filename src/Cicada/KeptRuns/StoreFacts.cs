namespace Cicada.KeptRuns;

/// <summary>What there is to say about a whole store.</summary>
internal sealed record StoreFacts
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The bytes of it that are free for runs to come.</summary>
    public required long ReusableBytes { get; init; }

    /// <summary>The names of all tests that have runs, in order.</summary>
    public required IReadOnlyList<string> Tests { get; init; }

    /// <summary>The run that is the baseline, by test.</summary>
    public required IReadOnlyDictionary<string, string> Baselines { get; init; }

    /// <summary>About how many bytes each run takes, by id.</summary>
    public required IReadOnlyDictionary<string, long> Sizes { get; init; }
}
