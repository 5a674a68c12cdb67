using Cicada;

namespace Shop.XunitTests;

/// <summary>Logs in once, then looks at items and into the cart.</summary>
public sealed class Visitor : HttpUser
{
    public override WaitTime WaitTime => WaitTime.Between(0.05, 0.1); // seconds

    // The cookie of the answer is sent with what follows, as by a browser.
    public override Task OnStart() => Client.PostAsync("/login", cancellationToken: Cancellation);

    [Task(3)]
    public Task LookAtItem() => Client.GetAsync($"/items/{Random.Next(1000)}", name: "/items/{id}", cancellationToken: Cancellation);

    [Task]
    public async Task LookIntoCart()
    {
        using var response = await Client.GetAsync("/cart", Cancellation);
        if (!response.Text.Contains("anna"))
        {
            response.Fail("It is somebody else's cart.");
        }
    }
}
