namespace Cicada.Tests;

/// <summary>A user that does what the test's <see cref="Script"/> says.</summary>
public sealed class ScriptedUser : User
{
    private readonly Script _script = Script.Current;

    public override WaitTime? WaitTime => _script.WaitTime;

    public override Task OnStart() => _script.OnStart(this);

    public override Task OnStop() => _script.OnStop(this);

    [Task]
    public Task Act() => _script.Act(this);
}
