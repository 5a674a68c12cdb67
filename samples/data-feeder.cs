#:project ../src/Cicada/Cicada.csproj

// Test data from a CSV file, a JSON file or anything that can be enumerated: one after the other, at random, or one for
// each user alone. The files are written here only so that the sample needs nothing else.
// Run it: dotnet run samples/data-feeder.cs -- --headless -u 3 -r 3 -t 5s

using Cicada;

var folder = Directory.CreateTempSubdirectory("cicada-feeder-").FullName;
File.WriteAllText(Path.Combine(folder, "accounts.csv"), "name,password\nanna,secret1\nben,secret2\nclara,secret3\n");
File.WriteAllText(Path.Combine(folder, "items.json"), """[{"id": 5, "count": 1}, {"id": 17, "count": 3}, {"id": 99, "count": 2}]""");
Data.Accounts = Feeder.FromCsv(Path.Combine(folder, "accounts.csv")).UniquePerUser();
Data.Items = Feeder.FromJson<Item>(Path.Combine(folder, "items.json")).Random();

return await LoadTest.RunAsync(args, test => test.DefaultTarget = DemoShop.StartAsync);

public sealed record Item(int Id, int Count);

public static class Data
{
    public static Feeder<IReadOnlyDictionary<string, string>> Accounts { get; set; } = null!;

    public static Feeder<Item> Items { get; set; } = null!;

    public static Feeder<string> Searches { get; } = Feeder.From(["tea", "coffee", "cocoa"]).Sequential();
}

public sealed class Customer : HttpUser
{
    public override WaitTime WaitTime => WaitTime.Between(0.2, 0.5);

    public override Task OnStart()
    {
        var account = Data.Accounts.Next(this);                     // no other user gets this one
        return Client.PostFormAsync("/login", account, cancellationToken: Cancellation);
    }

    [Task]
    public Task Search() => Client.GetAsync("/", name: "/?q={words}", query: [new("q", Data.Searches.Next(this))], cancellationToken: Cancellation);

    [Task]
    public Task LookAtItem() => Client.GetAsync($"/item/{Data.Items.Next(this).Id}", name: "/item/{id}", cancellationToken: Cancellation);
}
