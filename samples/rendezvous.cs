#:project ../src/Cicada/Cicada.csproj

// A rendezvous: users wait for each other and then all go at once, to see what many requests in the same moment do.
// Here five users meet before each order. When not all come in time, those who came go on.
// Run it: dotnet run samples/rendezvous.cs -- --headless -u 10 -r 10 -t 5s

using Cicada;

return await LoadTest.RunAsync(args, test => test.DefaultTarget = DemoShop.StartAsync);

public sealed class RushingUser : HttpUser
{
    private static readonly Rendezvous Opening = new(participants: 5, timeout: TimeSpan.FromSeconds(2));

    public override WaitTime WaitTime => WaitTime.Between(0.1, 0.5);

    [Task]
    public async Task Rush()
    {
        await Client.GetAsync("/cart", Cancellation);
        var all = await Opening.ArriveAsync(this);
        await Client.PostAsync("/checkout", name: all ? "/checkout (together)" : "/checkout (some)", cancellationToken: Cancellation);
    }
}
