#:project ../src/Cicada/Cicada.csproj

// The open model: visitors come whatever the answers do, as they do from the street. Here 20 a second after a ramp of 5 s, by chance and independently of each other,
// while two clerks, who wait for each answer, look at the cart.
// Run it: dotnet run samples/open-model.cs -- --headless -u 2 -t 15s
// Another rate for one run: dotnet run samples/open-model.cs -- --headless -u 2 -t 15s --arrival-rate 100/s --max-users 50

using Cicada;

return await LoadTest.RunAsync(args, test =>
{
    test.DefaultTarget = DemoShop.StartAsync;
    test.Arrivals = ArrivalRate.Ramp(0, 20, 5.Seconds()).Then(ArrivalRate.Poisson(20));
});

public sealed class Visitor : HttpUser
{
    [Task]
    public Task Look() => Client.GetAsync("/", Cancellation);
}

public sealed class Clerk : HttpUser
{
    public override bool TakesArrivals => false;

    public override WaitTime WaitTime => WaitTime.Constant(1);

    [Task]
    public Task LookAtCart() => Client.GetAsync("/cart", Cancellation);
}
