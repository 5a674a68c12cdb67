using Cicada;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Shop.NUnitTests;

public sealed class ShopLoadTests
{
    [Test]
    public async Task Each_of_a_hundred_visits_succeeds()
    {
        await using var shop = new WebApplicationFactory<Program>();
        var plan = new Plan
        {
            Test = "shop",
            UserTypes = [typeof(Visitor)],
            Users = 10,
            SpawnRate = 100,
            Iterations = 100,
            Http = new HttpOptions { Handler = shop.Server.CreateHandler },
        };

        var result = await LoadTest.RunAsync(plan, cancellationToken: TestContext.CurrentContext.CancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(result.Total.Count, Is.EqualTo(100), result.ToString);
            Assert.That(result.Total.Failures, Is.Zero, result.ToString);
            Assert.That(result["GET /"].P95, Is.LessThan(2_000), result.ToString); // milliseconds
        });
    }

    public sealed class Visitor : HttpUser
    {
        [Task]
        public Task Enter() => Client.GetAsync("/", Cancellation);
    }
}
