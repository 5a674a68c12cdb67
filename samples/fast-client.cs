#:project ../src/Cicada/Cicada.csproj

// More requests from the same processor: dotnet run samples/fast-client.cs -- --headless -u 64 -r 64 -t 10s
// A user derived from FastHttpUser says the same as any other; its requests are made by Cicada's own HTTP/1.1 client.
// Without -H it tests a small demo shop in this very process, which then takes most of the time; with -H http://… your own server.

using Cicada;

return await LoadTest.RunAsync(args, test => test.DefaultTarget = DemoShop.StartAsync);

public sealed class FastUser : FastHttpUser
{
    [Task(3)]
    public Task Root() => Client.GetAsync("/", Cancellation);

    [Task]
    public async Task Item()
    {
        var id = Random.Next(1000);
        using var response = await Client.GetAsync($"/item/{id}", Cancellation);
        response.Check("is the item", response.Text.Contains($"\"id\": {id}"), fails: true);
    }
}
