namespace Cicada.Tests;

/// <summary>A user that does what the test's <see cref="Script"/> says.</summary>
public sealed class ScriptedUser : User
{
    private readonly Script _script = Script.Current;

    public override WaitTime? WaitTime => _script.WaitTime;

    public override Task OnStart() => _script.OnStart(this);

    public override Task OnStop() => _script.OnStop(this);

    /// <summary>Something that takes a while and ends when the user has to give up.</summary>
    public Task PauseAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Run.Clock.Provider, Cancellation);

    [Task]
    public Task Act() => _script.Act(this);
}
