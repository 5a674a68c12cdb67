#:project ../src/Cicada/Cicada.csproj

// What is good enough: thresholds in code, judged each second. The exit code is 3 when one is broken.
// Run it: dotnet run samples/thresholds.cs -- --headless -u 20 -r 20 -t 20s
// More:   dotnet run samples/thresholds.cs -- --headless -u 20 -r 20 -t 20s --threshold "p95(POST /checkout) < 5ms"
// Later:  dotnet run samples/thresholds.cs -- show latest

using Cicada;

return await LoadTest.RunAsync(args, test =>
{
    test.DefaultTarget = DemoShop.StartAsync;

    // Of the whole run, what holds at its end counts.
    test.Thresholds.Add(Threshold.P95("GET /item/{id}").Below(500.Milliseconds()));
    test.Thresholds.Add(Threshold.Failures().Below(1.Percent()));

    // Over a stretch of time, it has to hold in each of them; the first seconds, in which everything is cold, are left out.
    test.Thresholds.Add(Threshold.P99().Below(1.Seconds()).Over(10.Seconds()).After(5.Seconds()));

    // Where there is no sense in going on, the run ends.
    test.Thresholds.Add(Threshold.Failures().Below(50.Percent()).Over(5.Seconds()).Abort());
});

public sealed class Shopper : HttpUser
{
    public override WaitTime WaitTime => WaitTime.Between(0.1, 0.5);

    [Task(5)]
    public async Task Look()
    {
        var id = Random.Next(1000);
        using var item = await Client.GetAsync($"/item/{id}", Cancellation);
    }

    [Task]
    public async Task Buy()
    {
        using var checkout = await Client.PostAsync("/checkout", cancellationToken: Cancellation);
    }
}
