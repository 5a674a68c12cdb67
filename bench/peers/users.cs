#:project ../../src/Cicada/Cicada.csproj

// What bench/peers/run.sh runs of Cicada: users without a wait who ask for the same small answer.
using Cicada;

return await LoadTest.RunAsync(args);

public sealed class Plain : HttpUser
{
    [Task]
    public Task Root() => Client.GetAsync("/", Cancellation);
}

/// <summary>Looks at each answer, as a test does that wants to know whether the target still works.</summary>
public sealed class Checking : HttpUser
{
    [Task]
    public async Task Root()
    {
        using var response = await Client.GetAsync("/", Cancellation);
        response.Check("is 200", response.StatusCode == 200);
        response.Check("is salt", response.Extract.Json("$.name") == "salt", fails: true);
    }
}

/// <summary>The same as <see cref="Plain"/> with our own client.</summary>
public sealed class Fast : FastHttpUser
{
    [Task]
    public Task Root() => Client.GetAsync("/", Cancellation);
}
