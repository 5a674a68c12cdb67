namespace Cicada.WebUi.Tests.Programs;

/// <summary>Its names and failures are full of HTML and script.</summary>
public sealed class HostileUser : User
{
    public const string Name = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>";
    public const string Failure = "</script><svg onload=\"document.title='hacked'\"> \"quoted\" 'text' {{braces}}";

    public override WaitTime WaitTime => WaitTime.Constant(0.05);

    [Task]
    public async Task Attack()
    {
        using var call = Measure("WS", Name);
        await Task.Yield();
        call.Fail(Failure);
    }
}
