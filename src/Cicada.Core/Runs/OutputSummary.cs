namespace Cicada;

/// <summary>What became of the request samples at one output.</summary>
public sealed record OutputSummary
{
    /// <summary>The output's name.</summary>
    public required string Name { get; init; }

    /// <summary>Samples handed over for this output.</summary>
    public required long Recorded { get; init; }

    /// <summary>Samples the output has confirmed.</summary>
    public required long Stored { get; init; }

    /// <summary>Samples that wait on disk to be delivered.</summary>
    public required long Spooled { get; init; }

    /// <summary>Samples no queue could hold.</summary>
    public required long Dropped { get; init; }

    /// <summary>Samples the output refused for good.</summary>
    public required long Rejected { get; init; }

    /// <summary>The same for everything else that was recorded: statistics of each second, events, points of the test's own.</summary>
    public RecordingCounts Observations { get; init; }
}
