namespace Cicada.Tests.Terminal;

/// <summary>Summaries and snapshots whose details do not matter.</summary>
internal static class SomeFigures
{
    public static RequestSummary Request(string name, long count = 100, long failures = 0, string type = "GET") => new()
    {
        RequestType = type,
        Name = name,
        Count = count,
        Failures = failures,
        Rps = 12.5,
        Mean = 1.5,
        Min = 0.25,
        Max = 1234,
        P50 = 1.25,
        P75 = 2,
        P90 = 3,
        P95 = 45.67,
        P99 = 678.9,
        P999 = 1200,
        Bytes = 50 * count,
    };

    public static LiveRequest Live(RequestSummary figures) => new()
    {
        Figures = figures,
        CurrentRps = 10,
        CurrentFailuresPerSecond = 0.5,
        Percentiles = [1.25, 1.5, 2, 2.5, 3, 45.67, 600, 678.9, 1200, 1230, 1234],
    };

    public static FailureSummary Failure(string name, string error, string message, long occurrences = 3) => new()
    {
        RequestType = "GET",
        Name = name,
        Exception = error,
        Message = message,
        Occurrences = occurrences,
        FirstSeen = DateTimeOffset.UnixEpoch.AddSeconds(1.5),
        LastSeen = DateTimeOffset.UnixEpoch.AddSeconds(20),
    };

    public static ThresholdSummary Threshold(string text, ThresholdState state, double? observed, string unit = "ms") => new()
    {
        Text = text,
        State = state,
        Metric = "p95",
        Requests = null,
        Comparison = "<",
        Limit = 200,
        Observed = observed,
        Unit = unit,
        Over = null,
        After = null,
        Abort = false,
        BrokenAt = null,
    };

    public static RecordingSummary Recording(long dropped = 0) => new()
    {
        Recorded = 100,
        Stored = 100 - dropped,
        Spooled = 0,
        Dropped = dropped,
        Rejected = 0,
        Outputs = [new OutputSummary { Name = "store", Recorded = 100, Stored = 100 - dropped, Spooled = 0, Dropped = dropped, Rejected = 0 }],
    };

    public static LiveSnapshot Snapshot(params IReadOnlyList<RequestSummary> requests) => new()
    {
        State = RunState.Running,
        Elapsed = TimeSpan.FromSeconds(12),
        Users = 20,
        TargetUsers = 20,
        Requests = [.. requests.Select(Live)],
        Total = Live(Request("(all)", requests.Sum(r => r.Count), requests.Sum(r => r.Failures), "(all)")),
        Failures = [],
        UserErrors = [],
        Recording = Recording(),
        Warnings = [],
    };

    public static RunSummary Summary(params IReadOnlyList<RequestSummary> requests) => new()
    {
        Run = "r20261123-101207-k3f",
        Test = "shop",
        State = RunState.Finished,
        ExitCode = 0,
        Started = DateTimeOffset.UnixEpoch,
        Ended = DateTimeOffset.UnixEpoch.AddSeconds(65),
        Users = 20,
        Host = "http://localhost:5000",
        Requests = requests,
        Total = Request("(all)", requests.Sum(r => r.Count), requests.Sum(r => r.Failures), "(all)"),
        Recording = Recording(),
    };

    public static Plan Plan(TimeSpan? runTime = null) => new() { Test = "shop", UserTypes = [], Host = "http://localhost:5000", RunTime = runTime };
}
