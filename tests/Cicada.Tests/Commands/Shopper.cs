namespace Cicada.Tests.Commands;

/// <summary>A user that needs what it was answered, checks it, and does both as a transaction.</summary>
public sealed class Shopper : HttpUser
{
    [Task]
    public Task Buy() => Transaction("buy", async () =>
    {
        using var response = await Client.GetAsync("/token");
        var token = response.Extract.Json("$.token");
        response.Check("has a token", token.Length == 3);
        await Client.GetAsync("/cart");
    });
}
