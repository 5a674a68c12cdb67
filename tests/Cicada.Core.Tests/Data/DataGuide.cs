namespace Cicada.Tests.Data;

/// <summary>The code of docs/guides/data-and-correlation.md.</summary>
public static class DataGuide
{
    public sealed class Buyer : HttpUser
    {
        private static readonly Feeder<string> Accounts = Feeder.From(["anna", "ben", "clara"], "accounts").Sequential().ThenStopUser();

        // Once every ten seconds, however long the task takes.
        public override WaitTime WaitTime => WaitTime.ConstantPacing(10);

        [Task]
        public Task Buy() => Transaction("purchase", async () =>
        {
            using var login = await Client.PostJsonAsync("/login", new { name = Accounts.Next(this) }, Cancellation);
            var token = login.Extract.Json("$.token");
            login.Check("has a name", login.Extract.TryJson("$.name", out _));

            using var items = await Client.GetAsync("/items", headers: new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" }, cancellationToken: Cancellation);
            items.Check("has five items", answer => answer.Extract.AllJson("$.items[*].id").Count == 5, fails: true);
        });
    }
}
