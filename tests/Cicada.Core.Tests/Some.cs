using Cicada.Users;

namespace Cicada.Tests;

/// <summary>Values for what does not matter in a test.</summary>
internal static class Some
{
    public static UserType UserType(double weight = 1, int fixedCount = 0) => new()
    {
        Type = typeof(ScriptedUser),
        Weight = weight,
        FixedCount = fixedCount,
        Host = null,
        WaitTime = WaitTime.None,
        Tasks = new TaskList(TaskOrder.Weighted, [Task("Act")]),
        Create = () => new ScriptedUser(),
    };

    public static UserTask Task(string name, double weight = 1, params (string To, double Weight)[] transitions) => new()
    {
        Name = name,
        Weight = weight,
        Labels = new HashSet<string>(),
        Invoke = _ => default,
        Transitions = transitions,
    };

    public static RequestSample Sample(
        double milliseconds = 1, long completed = 1_800_000_000_000_000_000, string name = "/", string type = "GET", string? error = null, int index = 0, string? detail = null, int status = 200) => new()
        {
            Key = new RequestKey(index, type, name, "ScriptedUser"),
            CompletedNanoseconds = completed,
            ResponseNanoseconds = (long)(milliseconds * 1_000_000),
            ServiceNanoseconds = (long)(milliseconds * 1_000_000),
            Error = error,
            Detail = detail,
            StatusCode = status,
            ResponseLength = 10,
        };

    public static GeneratorHealth Health(double late = 1, double cpu = 20, long queue = 0) => new()
    {
        TimeNanoseconds = 1_800_000_000_000_000_000,
        CpuPercent = cpu,
        MemoryBytes = 100_000_000,
        GcPauseMilliseconds = 1,
        SchedulerLatenessP99 = late,
        ThreadPoolQueue = queue,
        Connections = 10,
        Recording = default,
    };

    public static RunDescription Run(string id = "r20261123-101207-k3f") => new()
    {
        Id = id,
        Test = "shop",
        State = RunState.Running,
        Started = new DateTimeOffset(2026, 11, 23, 10, 12, 7, TimeSpan.Zero),
    };

    public static RunSummary Summary(string run = "r20261123-101207-k3f") => new()
    {
        Run = run,
        Test = "shop",
        State = RunState.Finished,
        ExitCode = 0,
        Started = new DateTimeOffset(2026, 11, 23, 10, 12, 7, TimeSpan.Zero),
        Ended = new DateTimeOffset(2026, 11, 23, 10, 13, 7, TimeSpan.Zero),
        Users = 3,
        Requests = [],
        Total = new RequestSummary
        {
            RequestType = "(all)",
            Name = "(all)",
            Count = 3,
            Failures = 0,
            Rps = 0.05,
            Mean = 12.5,
            Min = 1,
            Max = 99,
            P50 = 12,
            P75 = 13,
            P90 = 14,
            P95 = 15,
            P99 = 16,
            P999 = 17,
            Bytes = 300,
        },
        Recording = new RecordingSummary { Recorded = 3, Stored = 0, Spooled = 3, Dropped = 0, Rejected = 0, Outputs = [] },
    };
}
