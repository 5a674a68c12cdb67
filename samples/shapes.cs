#:project ../src/Cicada/Cicada.csproj

// A shape: how many users there are as the run goes on. Here a ramp, a while of steady load, a spike, and a quiet end, 30 s altogether.
// Run it: dotnet run samples/shapes.cs -- --headless
// Another shape for one run: dotnet run samples/shapes.cs -- --headless --shape "steps 50 by 10 every 3s"
// Where is the limit? dotnet run samples/shapes.cs -- --headless --find-limit "10..500 by 50 every 5s while p95 < 60ms and failures < 1%"

using Cicada;

return await LoadTest.RunAsync(args, test =>
{
    test.DefaultTarget = DemoShop.StartAsync;
    test.Shape = Stages
        .RampTo(20, 10.Seconds())
        .Hold(10.Seconds())
        .Spike(60, 3.Seconds())
        .Hold(4.Seconds())
        .RampTo(0, 3.Seconds());
});

public sealed class Visitor : HttpUser
{
    public override WaitTime WaitTime => WaitTime.Between(0.1, 0.5);

    [Task]
    public async Task Look() => await Client.GetAsync("/", Cancellation);
}
