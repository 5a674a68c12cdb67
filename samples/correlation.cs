#:project ../src/Cicada/Cicada.csproj

// What one answer says goes into the next request: a token from the login, an item from a page. Checks are counted by name, the whole purchase has a time of its own, and a
// feeder that runs dry ends its user.
// Run it: dotnet run samples/correlation.cs -- --headless -u 3 -r 3 -t 20s

using Cicada;

return await LoadTest.RunAsync(args, test =>
{
    test.DefaultTarget = DemoShop.StartAsync;
    test.Thresholds.Add(Threshold.Parse("checks > 99%"));
});

public sealed class Buyer : HttpUser
{
    private static readonly Feeder<string> Names = Feeder.From(Enumerable.Range(1, 30).Select(number => $"buyer-{number}"), "names").Sequential().ThenStopUser();

    // Once a second, however long a purchase takes.
    public override WaitTime WaitTime => WaitTime.ConstantPacing(1);

    [Task]
    public Task Buy() => Transaction("purchase", async () =>
    {
        using var login = await Client.PostJsonAsync("/login", new { name = Names.Next(this) }, Cancellation);
        var token = login.Extract.Json("$.token");              // the request has failed where it is missing
        login.Check("knows its user", login.Extract.TryJson("$.user", out _));
        var authorization = new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" };

        using var front = await Client.GetAsync("/", headers: authorization, cancellationToken: Cancellation);
        var item = front.Extract.Regex("href=\"(/item/\\d+)\"");

        using var page = await Client.GetAsync(item, name: "/item/{id}", headers: authorization, cancellationToken: Cancellation);
        page.Check("is JSON", page.Extract.Header("Content-Type").StartsWith("application/json", StringComparison.Ordinal));

        using var paid = await Client.PostJsonAsync("/checkout", new { item }, Cancellation);
        paid.Check("is paid", answer => answer.Extract.Json("$.state") == "paid", fails: true);
    });
}
