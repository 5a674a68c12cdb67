namespace Cicada.Outputs;

/// <summary>How much is held back for an output that does not keep up, and how long it is waited for.</summary>
internal sealed record OutputLimits
{
    /// <summary>
    /// Batches in memory before they go to disk, however young they are; as many again may be on their way there. Default 12: about 400,000
    /// samples, 50 MB.
    /// </summary>
    public int QueuedBatches { get; init; } = 12;

    /// <summary>Samples and observations in memory before they go to disk, in however few batches; as many again may be on their way there. Default 400,000.</summary>
    public int QueuedPoints { get; init; } = 400_000;

    /// <summary>
    /// How long a batch may wait for the output, or for the end of its own write, until it goes to disk. Default 400 ms: together with the
    /// time until a batch is handed over it is what a crash may cost.
    /// </summary>
    public TimeSpan SlowWrite { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Bytes on disk before samples are dropped. Default 10 GB.</summary>
    public long SpoolBytes { get; init; } = 10L * 1024 * 1024 * 1024;

    /// <summary>How long a folder of the spool that could not be written to is left alone. Default 1 s.</summary>
    public TimeSpan SpoolRetryPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the end of a run waits for an output that makes no progress. Default 30 s.</summary>
    public TimeSpan FinalTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first pause before a failed batch is tried again; it doubles up to <see cref="LongestRetryPause"/>.</summary>
    public TimeSpan FirstRetryPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause before a failed batch is tried again.</summary>
    public TimeSpan LongestRetryPause { get; init; } = TimeSpan.FromSeconds(5);
}
