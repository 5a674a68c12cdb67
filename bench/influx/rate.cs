// A load at a fixed rate, to hold faults against: with -u 200, 2,000 requests a second, whatever the machine could do.
#:project ../../src/Cicada/Cicada.csproj
using Cicada;

return await LoadTest.RunAsync(args);

public sealed class SteadyUser : HttpUser
{
    public override WaitTime WaitTime => WaitTime.ConstantThroughput(10); // tasks per second

    [Task]
    public Task Root() => Client.GetAsync("/", Cancellation);
}
