namespace Cicada.Influx.Tests;

/// <summary>A run, and what is recorded in it.</summary>
internal static class SomeRun
{
    public static DateTimeOffset Started { get; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static RunDescription Description { get; } = new() { Id = "r20261123-120000-abc", Test = "shop", State = RunState.Running, Started = Started };

    public static RequestKey Key { get; } = new(0, "GET", "/item", "ShopUser");

    /// <summary>The time of the first sample.</summary>
    public static long FirstTime => RunEnd.Nanoseconds(Started) + 1_000_000_000;

    public static RequestSample[] Samples(int count, RequestKey? key = null, int from = 0) =>
    [
        .. Enumerable.Range(from, count).Select(i => new RequestSample
        {
            Key = key ?? Key,
            CompletedNanoseconds = FirstTime + i,
            ResponseNanoseconds = 1_000_000 + i,
            ServiceNanoseconds = 1_000_000 + i,
            ResponseLength = i,
            StatusCode = 200,
        }),
    ];

    public static OutputBatch Batch(int count, int from = 0, params IReadOnlyList<Observation> observations) => new() { Requests = Samples(count, from: from), Observations = observations };

    public static RequestStatistics Statistics(int second) => new()
    {
        TimeNanoseconds = FirstTime + (second * 1_000_000_000L),
        RequestType = "(all)",
        Name = "(all)",
        Success = true,
        ElapsedSeconds = second,
        Count = 6,
        Response = new TimeFigures(1, 2, 3, 4, 5, 6, 7, 8, 9),
        Bytes = 600,
        Statuses = [1, 0, 5, 0, 0, 0],
        Buckets = new long[LatencyBuckets.Count],
        Histogram = "HIST",
    };

    public static UserCount Users(int count) => new() { TimeNanoseconds = FirstTime, UserClass = "ShopUser", Count = count, Target = count, ElapsedSeconds = 1 };

    public static RunSummary Summary(long recorded = 12) => new()
    {
        Run = Description.Id,
        Test = "shop",
        State = RunState.Finished,
        ExitCode = 0,
        Started = Started,
        Ended = Started.AddMinutes(1),
        Users = 9,
        Requests = [Figures("GET", "/item", recorded)],
        Total = Figures("(all)", "(all)", recorded),
        Recording = new RecordingSummary { Recorded = recorded, Stored = recorded, Spooled = 0, Dropped = 0, Rejected = 0, Outputs = [] },
    };

    private static RequestSummary Figures(string requestType, string name, long count) => new()
    {
        RequestType = requestType,
        Name = name,
        Count = count,
        Failures = 0,
        Rps = 0.2,
        Mean = 1,
        Min = 2,
        Max = 3,
        P50 = 4,
        P75 = 5,
        P90 = 6,
        P95 = 7,
        P99 = 8,
        P999 = 9,
        Bytes = 1200,
    };
}
