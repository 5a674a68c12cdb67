namespace Cicada.Terminal;

/// <summary>How a run stands, in one line: for outputs that are no terminal, and above the live table.</summary>
internal static class ProgressLine
{
    /// <summary>All of it.</summary>
    public static string Of(LiveSnapshot snapshot, TimeSpan? runTime) =>
        string.Join(" · ", snapshot.Recording.Outputs.Where(RecordingLine.IsAmiss).Select(RecordingLine.Of).Prepend(OfResults(snapshot)).Prepend(OfLoad(snapshot, runTime)));

    /// <summary>What the target is given: time, users, rate.</summary>
    public static string OfLoad(LiveSnapshot snapshot, TimeSpan? runTime)
    {
        var time = Figures.Clock(snapshot.Elapsed) + (runTime is { } planned ? " of " + Figures.Clock(planned) : "");
        return $"{time} · {Users(snapshot)} · {Figures.Rate(snapshot.Total.CurrentRps)} req/s";
    }

    /// <summary>What comes back: requests, failures, times.</summary>
    public static string OfResults(LiveSnapshot snapshot)
    {
        var total = snapshot.Total.Figures;
        var share = total.Failures > 0 ? $" ({Figures.Percent(total.Failures, total.Count)})" : "";
        var times = total.Count == 0
            ? ""
            : $" · p50 {Figures.Milliseconds(total.P50)}, p95 {Figures.Milliseconds(total.P95)}, p99 {Figures.Milliseconds(total.P99)} ms";
        return $"{Figures.Count(total.Count)} requests, {Figures.Count(total.Failures)} failed{share}{times}{Thresholds(snapshot.Thresholds)}";
    }

    private static string Thresholds(IReadOnlyList<ThresholdSummary> thresholds) => thresholds.Count == 0
        ? ""
        : $" · {thresholds.Count(threshold => threshold.State == ThresholdState.Passed)} of {thresholds.Count} thresholds hold";

    /// <summary>The users there are, and how many there are to be where that differs.</summary>
    public static string Users(LiveSnapshot snapshot) =>
        snapshot.Users == snapshot.TargetUsers
            ? Figures.Count(snapshot.Users) + (snapshot.Users == 1 ? " user" : " users")
            : $"{Figures.Count(snapshot.Users)} of {Figures.Count(snapshot.TargetUsers)} users";
}
