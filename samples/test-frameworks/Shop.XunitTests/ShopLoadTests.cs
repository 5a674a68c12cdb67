using Cicada;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Shop.XunitTests;

public sealed class ShopLoadTests(WebApplicationFactory<Program> shop) : IClassFixture<WebApplicationFactory<Program>>
{
    [Fact]
    public async Task Twenty_visitors_at_once_are_served_without_a_failure()
    {
        var plan = new Plan
        {
            Test = "shop",
            UserTypes = [typeof(Visitor)],
            Users = 20,
            SpawnRate = 20,
            RunTime = 3.Seconds(),
            Http = new HttpOptions { Handler = shop.Server.CreateHandler },
            Thresholds = [Threshold.P95("GET /items/{id}").Below(2.Seconds())],
            GeneratorCheck = false, // the shop runs in this very process, and its work is no fault of the load
        };

        var result = await LoadTest.RunAsync(plan, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(result.Verdict == Verdict.Passed, result.ToString());
        Assert.Equal(0, result.Total.Failures);
        Assert.InRange(result["GET /cart"].Count, 20, long.MaxValue);
    }
}
