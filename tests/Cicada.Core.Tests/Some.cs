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
        Invoke = _ => null,
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
}
