namespace Cicada;

/// <summary>
/// What became of the request samples at one output. The account balances at every moment:
/// <c>Recorded = Stored + Spooled + Dropped + Rejected</c>, plus what is on its way in memory while a run is on.
/// </summary>
/// <param name="Recorded">Samples the run handed over for this output.</param>
/// <param name="Stored">Samples the output has confirmed.</param>
/// <param name="Spooled">Samples that wait on disk to be delivered.</param>
/// <param name="Dropped">Samples no queue could hold: lost, and counted.</param>
/// <param name="Rejected">Samples the output refused for good.</param>
public readonly record struct RecordingCounts(long Recorded, long Stored, long Spooled, long Dropped, long Rejected);
