using System.Collections.Concurrent;

namespace Cicada.Tests.Http;

/// <summary>A user whose task is given by the test; the name of the run's test finds it.</summary>
public class ScriptedUser : HttpUser
{
    internal static readonly ConcurrentDictionary<string, Func<HttpUser, Task>> Tasks = new();
    internal static readonly ConcurrentDictionary<string, Func<HttpUser, Task>> Ends = new();

    [Task]
    public Task Scripted() => Tasks[Run.Test](this);

    public override Task OnStop() => Ends.TryGetValue(Run.Test, out var end) ? end(this) : Task.CompletedTask;
}
