#:project ../src/Cicada/Cicada.csproj

// What the responses do not say: points and metrics of your own, beside the requests in whatever the run is recorded in.
// Run it: dotnet run samples/own-data.cs -- --headless -u 20 -r 20 -t 10s
// Ask it: dotnet run samples/own-data.cs -- sql "SELECT shop, count(*), sum(total) FROM baskets GROUP BY shop"

using Cicada;

return await LoadTest.RunAsync(args, test =>
{
    test.DefaultTarget = DemoShop.StartAsync;

    // Handlers of events have the same two words, at the run.
    test.Events.TestStart.Add(e => e.Run.Points.Write("deployments", fields: [("version", "1.4.2"), ("cache_warm", false)]));
});

public sealed class Shopper : HttpUser
{
    public override WaitTime WaitTime => WaitTime.Between(0.1, 0.5);

    [Task]
    public async Task Buy()
    {
        var shop = Number % 3 == 0 ? "us" : "eu";
        var items = 0;
        var total = 0.0;
        while (items < 3)
        {
            var id = Random.Next(1000);
            using var item = await Client.GetAsync($"/item/{id}", Cancellation);
            items++;
            total += 5 + (Random.NextDouble() * 20);
        }

        using var checkout = await Client.PostAsync("/checkout", cancellationToken: Cancellation);

        // A point is kept as it is: tags tell series apart and have few values, everything else is a field.
        Points.Write("baskets", tags: [("shop", shop)], fields: [("items", items), ("total", total), ("paid", !checkout.Failed), ("user", Number)]);

        // Metrics are counted up each second, so they may be used as often as you like.
        Metrics.Counter("orders").Add();
        Metrics.Counter("revenue", "EUR").Add(total, ("shop", shop));
        Metrics.Trend("basket", "EUR").Add(total, ("shop", shop));
        Metrics.Gauge("queue_depth").Set(Random.Next(10));
    }
}
