using Cicada.Tests.InfluxApi;
using Cicada.Web;

namespace Cicada.Tests.Web;

/// <summary>Who is answered at all: by the name a request is for, and by the page it comes from.</summary>
public sealed class WebDoorTests
{
    private static readonly WebHostOptions Named = new() { AllowedHosts = ["boards.example.org"], CorsOrigins = ["https://boards.example.org"] };

    [Theory]
    [InlineData("127.0.0.1:8086", true)]
    [InlineData("localhost:8086", true)]
    [InlineData("LOCALHOST", true)]
    [InlineData("[::1]:8086", true)]
    [InlineData("127.8.7.6", true)]
    [InlineData("boards.example.org:1", true)]
    [InlineData("evil.example.org", false)]
    [InlineData("evil.example.org:8086", false)]
    [InlineData("127.0.0.1.evil.example.org", false)]
    [InlineData("192.168.1.1:8086", false)]
    public async Task A_request_must_be_for_a_name_of_this_server(string host, bool isAnswered)
    {
        await using var api = await ApiFixture.StartAsync(web: Named);

        var answer = await api.SayAsync("GET", "/query?q=x", null, ("Host", host));

        Assert.StartsWith(isAnswered ? "200" : "403 {\"error\":\"This server is not called", answer, StringComparison.Ordinal);
        Assert.Equal(isAnswered, api.Store.Queries.Count == 1);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example.org", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "http://127.0.0.1:1", false)]
    [InlineData("Origin", "https://boards.example.org", true)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "none", true)]
    [InlineData("Referer", "https://evil.example.org/page?x=1", false)]
    [InlineData("Referer", "https://boards.example.org/d/1", true)]
    public async Task A_request_from_a_page_elsewhere_is_refused(string header, string value, bool isAnswered)
    {
        await using var api = await ApiFixture.StartAsync(web: Named);

        foreach (var (method, path) in new[] { ("GET", "/query?q=DROP"), ("POST", "/query?q=DROP"), ("POST", "/write?db=d") })
        {
            Assert.StartsWith(isAnswered ? "20" : "403 {\"error\":\"The request comes from a page of", await api.SayAsync(method, path, "", (header, value)), StringComparison.Ordinal);
        }

        Assert.Equal(isAnswered ? 2 : 0, api.Store.Queries.Count);
    }

    [Theory]
    [InlineData("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)", true)]
    [InlineData("Accept-Language", "de", true)]
    [InlineData("Accept", "image/avif,image/webp,*/*;q=0.8", true)]
    [InlineData("User-Agent", "curl/8.5.0", false)]
    [InlineData("Accept", "*/*", false)]
    public async Task A_browser_that_does_not_say_which_page_it_shows_may_not_change_anything_by_GET(string header, string value, bool isBrowser)
    {
        await using var api = await ApiFixture.StartAsync();

        await api.SayAsync("GET", "/query?q=x", null, (header, value));
        await api.SayAsync("POST", "/query?q=x", "", (header, value));

        Assert.Equal([isBrowser, false], api.Store.Queries.Select(query => query.MustNotChange));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "none")] // typed by hand
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Referer", "https://boards.example.org/d/1")]
    [InlineData("Origin", "https://boards.example.org")]
    public async Task A_browser_that_says_so_may(string header, string value)
    {
        await using var api = await ApiFixture.StartAsync(web: Named);

        await api.SayAsync("GET", "/query?q=x", null, ("User-Agent", "Mozilla/5.0"), (header, value));

        Assert.False(Assert.Single(api.Store.Queries).MustNotChange);
    }

    [Fact]
    public async Task A_program_that_accepts_pages_and_says_that_it_is_no_browser_may()
    {
        await using var api = await ApiFixture.StartAsync();

        await api.SayAsync("GET", "/query?q=x", null, ("User-Agent", "Java/21"), ("Accept", "text/html, image/gif, image/jpeg, */*; q=.2"));

        Assert.False(Assert.Single(api.Store.Queries).MustNotChange);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")] // behind a proxy that speaks TLS
    public async Task A_page_of_this_server_is_answered(string scheme)
    {
        await using var api = await ApiFixture.StartAsync();

        Assert.StartsWith("200", await api.SayAsync("GET", "/query?q=x", null, ("Origin", $"{scheme}://{api.Client.BaseAddress!.Authority}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_nobody_knows_is_answered_by_the_same_server()
    {
        await using var api = await ApiFixture.StartAsync();

        using var answer = await api.SendAsync("GET", "/nix");

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.True(answer.Headers.Contains("X-Influxdb-Version"));
    }

    [Fact]
    public async Task An_origin_that_is_named_gets_the_headers_its_browser_wants()
    {
        await using var api = await ApiFixture.StartAsync(web: Named);

        using var preflight = await api.SendAsync("OPTIONS", "/query", null, ("Origin", "https://boards.example.org"));
        using var plain = await api.SendAsync("GET", "/ping");

        Assert.Equal(200, (int)preflight.StatusCode);
        Assert.Equal("https://boards.example.org", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("DELETE, GET, OPTIONS, POST, PUT", preflight.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.Contains("Authorization", preflight.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
        Assert.False(plain.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("*")]
    public async Task A_server_on_all_addresses_says_one_that_can_be_gone_to(string all)
    {
        await using var api = await ApiFixture.StartAsync(web: new WebHostOptions { Address = all });

        Assert.Equal("127.0.0.1", api.Client.BaseAddress!.Host);
        Assert.Equal("204", await api.SayAsync("GET", "/ping"));
    }

    [Fact]
    public async Task A_port_in_use_is_said_with_a_way_out()
    {
        await using var api = await ApiFixture.StartAsync();
        var port = api.Client.BaseAddress!.Port;

        var exception = await Assert.ThrowsAsync<WebHostException>(() => ApiFixture.StartAsync(web: new WebHostOptions { Port = port }));

        Assert.True(exception.IsInUse);
        Assert.StartsWith(
            $"Cannot listen on '127.0.0.1', port {port}: another program does already, perhaps an InfluxDB or another Cicada. End that one, or take another port: '--port ", exception.Message);
        Assert.EndsWith("' is free.", exception.Message);
    }
}
