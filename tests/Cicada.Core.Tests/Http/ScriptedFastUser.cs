namespace Cicada.Tests.Http;

/// <summary>The same as <see cref="ScriptedUser"/> with our own client.</summary>
public class ScriptedFastUser : FastHttpUser
{
    [Task]
    public Task Scripted() => ScriptedUser.Tasks[Run.Test](this);

    public override Task OnStop() => ScriptedUser.Ends.TryGetValue(Run.Test, out var end) ? end(this) : Task.CompletedTask;
}
