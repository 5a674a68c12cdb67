using System.Collections.Concurrent;

namespace Cicada.Tests;

/// <summary>What scripted users do; flows with the run, so that each test has its own.</summary>
internal sealed class Script
{
    private static readonly AsyncLocal<Script?> OfTheTest = new();

    public static Script Current
    {
        get => OfTheTest.Value ?? throw new InvalidOperationException("A scripted user was made outside a rehearsal.");
        set => OfTheTest.Value = value;
    }

    public WaitTime? WaitTime { get; set; } = WaitTime.Constant(1);

    public Func<ScriptedUser, Task> OnStart { get; set; } = _ => Task.CompletedTask;

    public Func<ScriptedUser, Task> Act { get; set; } = _ => Task.CompletedTask;

    public Func<ScriptedUser, Task> OnStop { get; set; } = _ => Task.CompletedTask;

    /// <summary>What happened, each with the seconds since the run began.</summary>
    public ConcurrentQueue<(double At, string What)> Happened { get; } = new();

    public IEnumerable<string> Words => Happened.Select(entry => entry.What);

    public void Note(TaskOwner owner, string what) => Happened.Enqueue((owner.Run.Elapsed.TotalSeconds, what));

    public double[] TimesOf(string what) => [.. Happened.Where(entry => entry.What == what).Select(entry => entry.At)];
}
