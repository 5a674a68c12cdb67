namespace Cicada;

/// <summary>
/// What one file of a spool holds: a batch that an output could not take when it came, and enough about its run to deliver it
/// later, in another process.
/// </summary>
public sealed class SpooledBatch
{
    /// <summary>The run it belongs to, as it was when the file was written; null in files of versions that did not write that down.</summary>
    public RunDescription? Run { get; init; }

    /// <summary>The samples and observations, empty in the file that holds the end of a run.</summary>
    public required OutputBatch Batch { get; init; }

    /// <summary>What the output wrote beside it, see <see cref="IOutput.SpoolNote"/>; empty in files of versions that did not have that.</summary>
    public string Note { get; init; } = "";

    /// <summary>The run's final document, in the last file of a run whose output did not take it; else null.</summary>
    public RunSummary? Summary { get; init; }
}
