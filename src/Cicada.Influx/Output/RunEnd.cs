namespace Cicada.Influx;

/// <summary>The points that say how a run ended, with the times all outputs give them.</summary>
internal static class RunEnd
{
    /// <summary>The final figures and the run's document.</summary>
    /// <param name="points">The points of the run.</param>
    /// <param name="run">What is known of it.</param>
    /// <param name="summary">Its document.</param>
    public static IReadOnlyList<Point> Points(RunPoints points, RunDescription run, RunSummary summary)
    {
        // Later than the point of the start, even when a run ends in the moment it began.
        var ended = Math.Max(Nanoseconds(summary.Ended ?? summary.Started), Nanoseconds(run.Started) + 1);
        return [.. points.OfSummary(summary, ended), points.OfRun(run, summary, ended)];
    }

    /// <summary>A time as points have it.</summary>
    public static long Nanoseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;
}
