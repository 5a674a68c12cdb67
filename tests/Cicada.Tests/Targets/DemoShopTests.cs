using System.Net;
using Cicada.Targets;

namespace Cicada.Tests.Targets;

public sealed class DemoShopTests
{
    [Fact]
    public async Task The_shop_answers_its_pages_and_nothing_else()
    {
        await using var shop = await DemoShop.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = shop.Address };
        var cancellation = TestContext.Current.CancellationToken;

        Assert.Equal("127.0.0.1", shop.Address.Host);
        Assert.Contains("<h1>Demo shop</h1>", await client.GetStringAsync("/", cancellation));
        Assert.Contains("\"id\": 5,", await client.GetStringAsync("/item/5", cancellation));
        Assert.Contains("total", await client.GetStringAsync("/cart", cancellation));
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/login", null, cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/cart", null, cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/checkout", null, cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/item/1000", cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/item/x", cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/nothing", cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.GetAsync("/checkout", cancellation)).StatusCode);
    }

    [Fact]
    public void Delays_are_the_same_for_the_same_seed_and_stay_in_bounds()
    {
        var delays = Enumerable.Range(0, 10_000).Select(number => new ShopDelays(1).Of(number, 10).TotalMilliseconds).ToArray();

        Assert.Equal(delays, Enumerable.Range(0, 10_000).Select(number => new ShopDelays(1).Of(number, 10).TotalMilliseconds));
        Assert.NotEqual(delays, Enumerable.Range(0, 10_000).Select(number => new ShopDelays(2).Of(number, 10).TotalMilliseconds));
        Assert.All(delays, delay => Assert.InRange(delay, 5, 60));
        Assert.InRange(delays.Count(delay => delay > 15), 50, 350); // about one in fifty is slow
    }
}
