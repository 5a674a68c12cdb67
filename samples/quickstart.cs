#:project ../src/Cicada/Cicada.csproj

// A first load test: dotnet run samples/quickstart.cs -- --headless -u 20 -r 20 -t 10s
// Without -H it starts a small demo shop in the process and tests that; with -H http://… it tests your own server.

using Cicada;

return await LoadTest.RunAsync(args, test => test.DefaultTarget = DemoShop.StartAsync);

public sealed class QuickstartUser : HttpUser
{
    public override WaitTime WaitTime => WaitTime.Between(0.1, 0.5);     // seconds

    [Task(3)]
    public async Task Root()
    {
        await Client.GetAsync("/", Cancellation);
    }

    [Task]
    public async Task Item()
    {
        var id = Random.Next(1000);
        using var response = await Client.GetAsync($"/item/{id}", Cancellation);        // grouped as /item/{id}
        if (!response.Text.Contains($"\"id\": {id}"))
        {
            response.Fail($"item {id} was expected, the answer is {response.Text}");
        }
    }
}
