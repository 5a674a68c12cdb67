namespace Cicada;

/// <summary>
/// The accounts of request samples: those of the store, and those of each output. All of the store's are 0 in a run
/// without a store.
/// </summary>
public sealed record RecordingSummary
{
    /// <summary>The name of the output that is the store.</summary>
    public const string StoreName = "store";

    /// <summary>Samples handed over for the store.</summary>
    public required long Recorded { get; init; }

    /// <summary>Samples in the store.</summary>
    public required long Stored { get; init; }

    /// <summary>Samples that wait on disk for the store.</summary>
    public required long Spooled { get; init; }

    /// <summary>Samples no queue could hold.</summary>
    public required long Dropped { get; init; }

    /// <summary>Samples the store refused for good.</summary>
    public required long Rejected { get; init; }

    /// <summary>The same for each output, the store among them.</summary>
    public required IReadOnlyList<OutputSummary> Outputs { get; init; }
}
