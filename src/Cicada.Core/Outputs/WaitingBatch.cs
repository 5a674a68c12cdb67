namespace Cicada.Outputs;

/// <summary>
/// A batch that one output has not taken yet. It is in memory, on disk or, while it is on its way, both. Only <see cref="Backlog"/> changes it.
/// </summary>
/// <param name="batch">The batch.</param>
/// <param name="content">What the output is to be given of it.</param>
/// <param name="offered">The timestamp at which it came.</param>
internal sealed class WaitingBatch(SharedBatch batch, OutputBatch content, long offered)
{
    public int Samples { get; } = content.Requests.Length;

    public int Observations { get; } = content.Observations.Count;

    /// <summary>Samples and observations together.</summary>
    public int Points => Samples + Observations;

    public long Offered => offered;

    /// <summary>The batch in memory; null once it is only on disk.</summary>
    public SharedBatch? InMemory { get; private set; } = batch;

    /// <summary>What is in it; only while it is in memory.</summary>
    public OutputBatch? Content { get; private set; } = content;

    /// <summary>Where it lies on disk, if it does.</summary>
    public SpoolFile? File { get; set; }

    public bool IsBeingDelivered { get; set; }

    public bool IsBeingSpooled { get; set; }

    /// <summary>Stored, rejected or dropped: it is in no line any more.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Whatever the reason, it can be written to no disk.</summary>
    public bool CannotBeSpooled { get; set; }

    /// <summary>Lets go of what is in memory; returns what has to be released.</summary>
    public SharedBatch? Forget()
    {
        var released = InMemory;
        (InMemory, Content) = (null, null);
        return released;
    }
}
