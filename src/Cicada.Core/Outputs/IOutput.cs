namespace Cicada;

/// <summary>
/// A destination for everything a run records. Each output has a loop and a bounded queue of its own: it may be slow or
/// fail without touching the load or the other outputs. Its methods are never called at the same time.
/// </summary>
/// <remarks>
/// A write that throws anything but an <see cref="OutputException"/> counts as a temporary failure. What cannot be
/// delivered is spooled to disk and delivered later; see <see cref="OutputFailureKind"/>.
/// </remarks>
public interface IOutput : IAsyncDisposable
{
    /// <summary>What the output is called in the accounts, for instance <c>store</c>.</summary>
    string Name { get; }

    /// <summary>In how large pieces, and how patiently, it wants to be written to. Asked for once, before it is opened.</summary>
    OutputPace Pace => OutputPace.Immediate;

    /// <summary>
    /// Whether it wants each single request, or only what is observed beside them: then it is given no samples, and none count as recorded for it.
    /// Asked for once, before it is opened.
    /// </summary>
    bool TakesRequests => true;

    /// <summary>
    /// What stands in every file of the spool beside the samples, so that a later process knows where they were to go; never a secret. Asked for once, after
    /// it was opened. Default nothing.
    /// </summary>
    string SpoolNote => "";

    /// <summary>
    /// The folder in which what it cannot take must be kept, rather than in the run's, because something looks for it there: beside a store, everything that reads the
    /// store finds it. Asked for once, before it is opened. Null, the default, for the run's.
    /// </summary>
    string? SpoolFolder => null;

    /// <summary>A sentence that says how what waits in the spool at the end of a run will be delivered.</summary>
    /// <param name="folders">The folders around all spools in which something waits for this output.</param>
    string SpoolRemedy(IReadOnlyList<string> folders) => "It is delivered by the next start.";

    /// <summary>Sentences about what a reader of the run's figures must know of this output, for instance why it refused something. Asked for now and then. Default none.</summary>
    IReadOnlyList<string> Warnings => [];

    /// <summary>Called once, before the load starts. An exception here ends the run before it began.</summary>
    /// <param name="context">The run as it is known at its start, and what the output may use.</param>
    /// <param name="cancellationToken">Cancelled when the run is given up.</param>
    ValueTask OpenAsync(OutputContext context, CancellationToken cancellationToken);

    /// <summary>Takes one batch. When it returns, what it reports as stored survives a crash of the process.</summary>
    /// <param name="batch">The batch; its memory is used again afterwards.</param>
    /// <param name="cancellationToken">Cancelled when waiting any longer is pointless.</param>
    ValueTask<OutputResult> WriteAsync(OutputBatch batch, CancellationToken cancellationToken);

    /// <summary>Called once, after the last batch, with the run's final document.</summary>
    /// <param name="run">What is known of the run at its end.</param>
    /// <param name="summary">The final figures, the accounts of every output included.</param>
    /// <param name="cancellationToken">Cancelled when waiting any longer is pointless.</param>
    ValueTask CloseAsync(RunDescription run, RunSummary summary, CancellationToken cancellationToken);
}
