namespace Cicada;

/// <summary>What became of that which waited in the spool for InfluxDB outputs.</summary>
/// <param name="Runs">One entry for each run and output, oldest run first; none when nothing waited.</param>
public sealed record InfluxReplayResult(IReadOnlyList<InfluxReplayRun> Runs)
{
    /// <summary>Points the servers have now.</summary>
    public long Delivered => Runs.Sum(run => run.Requests + run.Observations);

    /// <summary>Points that were refused for good.</summary>
    public long Refused => Runs.Sum(run => run.Refused);

    /// <summary>Whether something still waits.</summary>
    public bool IsAnythingWaiting => Runs.Any(run => run.FilesWaiting > 0);

    /// <summary>Files that could not be read and were set aside.</summary>
    public int Damaged => Runs.Sum(run => run.Damaged.Count);
}
