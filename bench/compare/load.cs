#:project ../../src/Cicada/Cicada.csproj

// A load that leaves most of a machine alone, so that several runs fit beside each other.
using Cicada;

return await LoadTest.RunAsync(args);

public sealed class Visitor : HttpUser
{
    public override WaitTime WaitTime => WaitTime.Between(0.02, 0.08);

    [Task]
    public Task Root() => Client.GetAsync("/", Cancellation);
}
