using Cicada;
using Microsoft.AspNetCore.Mvc.Testing;

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]

namespace Shop.MSTestTests;

[TestClass]
public sealed class ShopLoadTests
{
    public required TestContext TestContext { get; set; }

    // Two runs at a time in one process: neither sees a request of the other.
    [TestMethod]
    [DataRow(50)]
    [DataRow(70)]
    public async Task Every_checkout_leads_to_the_cart(int checkouts)
    {
        await using var shop = new WebApplicationFactory<Program>();
        var plan = new Plan
        {
            Test = "checkout",
            UserTypes = [typeof(Customer)],
            Users = 5,
            SpawnRate = 100,
            Iterations = checkouts,
            Http = new HttpOptions { Handler = shop.Server.CreateHandler },
        };

        var result = await LoadTest.RunAsync(plan, cancellationToken: TestContext.CancellationToken);

        Assert.AreEqual(0, result.Total.Failures, result.ToString());
        Assert.AreEqual(checkouts, result["GET /checkout"].Count, result.ToString());
    }

    public sealed class Customer : HttpUser
    {
        public override Task OnStart() => Client.PostAsync("/login", cancellationToken: Cancellation);

        [Task]
        public async Task CheckOut()
        {
            using var response = await Client.GetAsync("/checkout", Cancellation);
            if (response.FinalUrl?.AbsolutePath != "/cart")
            {
                response.Fail($"It led to '{response.FinalUrl}'.");
            }
        }
    }
}
