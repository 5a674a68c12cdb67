namespace Cicada.Storage.Tests;

/// <summary>Things of which a test needs one, whatever it is like.</summary>
internal static class Some
{
    public const long Noon = 1_795_608_000_000_000_000;

    public static readonly DateTimeOffset Started = DateTimeOffset.UnixEpoch.AddTicks(Noon / 100);

    public static RequestKey Key(string name = "/", int index = 0, string requestType = "GET", string userClass = "ShopUser") =>
        new(index, requestType, name, userClass);

    public static RequestSample Sample(RequestKey key, long offsetNanoseconds = 0, string? error = null, string? detail = null) => new()
    {
        Key = key,
        CompletedNanoseconds = Noon + offsetNanoseconds,
        ResponseNanoseconds = 12_345_678,
        ServiceNanoseconds = 12_345_678,
        ResponseLength = 100,
        StatusCode = 200,
        Error = error,
        Detail = detail,
    };

    public static RequestSample[] Samples(RequestKey key, int count, long offsetNanoseconds = 0) =>
        [.. Enumerable.Range(0, count).Select(i => Sample(key, offsetNanoseconds + i))];

    public static RunDescription Run(string id = "r20261123-120000-abc") => new()
    {
        Id = id,
        Test = "shop",
        State = RunState.Running,
        Started = Started,
        Host = "http://localhost:5000",
        Labels = new Dictionary<string, string> { ["branch"] = "main" },
    };

    public static RunSummary Summary(RunDescription run, long count) => new()
    {
        Run = run.Id,
        Test = run.Test,
        State = RunState.Finished,
        ExitCode = 0,
        Started = run.Started,
        Ended = run.Started.AddSeconds(60),
        Users = 3,
        Host = run.Host,
        Labels = run.Labels,
        Requests = [Figures("GET", "/", count)],
        Total = Figures("(all)", "(all)", count),
        Recording = new RecordingSummary { Recorded = count, Stored = count, Spooled = 0, Dropped = 0, Rejected = 0, Outputs = [] },
    };

    public static RequestSummary Figures(string requestType, string name, long count) => new()
    {
        RequestType = requestType,
        Name = name,
        Count = count,
        Failures = 0,
        Rps = count / 60.0,
        Mean = 12.3456789012345,
        Min = 1.1,
        Max = 99.9,
        P50 = 12,
        P75 = 13,
        P90 = 14,
        P95 = 15,
        P99 = 16,
        P999 = 17,
        Bytes = 100 * count,
    };

    public static OutputBatch Batch(params RequestSample[] samples) => new() { Requests = samples };

    public static OutputBatch Batch(params Observation[] observations) => new() { Observations = observations };
}
