namespace Cicada.Outputs;

/// <summary>
/// A batch that one output has not taken yet. It is in memory, on disk or, while it is on its way, both. Only <see cref="Backlog"/> changes it.
/// </summary>
/// <param name="batch">The batch.</param>
/// <param name="offered">The timestamp at which it came.</param>
internal sealed class WaitingBatch(SharedBatch batch, long offered)
{
    public int Samples { get; } = batch.Count;

    public long Offered => offered;

    /// <summary>The batch in memory; null once it is only on disk.</summary>
    public SharedBatch? InMemory { get; set; } = batch;

    /// <summary>Where it lies on disk, if it does.</summary>
    public SpoolFile? File { get; set; }

    public bool IsBeingDelivered { get; set; }

    public bool IsBeingSpooled { get; set; }

    /// <summary>Stored, rejected or dropped: it is in no line any more.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Whatever the reason, it can be written to no disk.</summary>
    public bool CannotBeSpooled { get; set; }
}
