namespace Cicada;

/// <summary>
/// How an output wants to be given what it takes. A store on the same disk takes each batch as it comes; a server behind a network is better served
/// with fewer and larger ones.
/// </summary>
public sealed record OutputPace
{
    /// <summary>Each batch on its own, as soon as it is there.</summary>
    public static OutputPace Immediate { get; } = new();

    /// <summary>
    /// How long batches may be collected before they are written together, counted from when the oldest sample in them may have been recorded. It is also
    /// what a crash of the process may cost this output. Default zero: each batch is written as soon as it is there, a quarter of a second after its oldest sample.
    /// </summary>
    public TimeSpan FlushInterval { get; init; }

    /// <summary>Samples and observations together that are written without waiting any longer. Default 0. Ignored without a <see cref="FlushInterval"/>.</summary>
    public int FlushPoints { get; init; }

    /// <summary>
    /// Samples and observations that are written together at the most, unless a single batch has more. Default 0: batches are not joined, neither in
    /// memory nor when they come back from the spool.
    /// </summary>
    public int JoinedPoints { get; init; }

    /// <summary>How long the end of a run waits for this output when it makes no progress, above zero. Null, the default, for what the run says: 30 seconds.</summary>
    public TimeSpan? FinalTimeout { get; init; }

    /// <summary>
    /// The share of each pause before a failed write is tried again that is left to chance, from 0 to 1, so that many generators do not come back to a server in the same
    /// moment. Default 0.
    /// </summary>
    public double Jitter { get; init; }
}
