using System.Net;
using System.Text;
using Cicada.TestSupport;

namespace Cicada.Tests.SupportTests;

[Trait("Category", "EndToEnd")]
public sealed class InfluxServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_killed_server_comes_back_at_the_same_address_with_what_it_had_taken()
    {
        await using var server = await InfluxServer.StartAsync();
        var address = server.Address;
        await server.CreateDatabaseAsync("t");
        Assert.Null(await server.WriteAsync("t", "m,a=b v=1 1\nm,a=b v=2 2"u8.ToArray()));

        await server.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => server.Client.GetAsync(new Uri("ping", UriKind.Relative), Cancellation));
        await server.StartAgainAsync();

        Assert.Equal(address, server.Address);
        Assert.Equal(2, await server.CountAsync("t", "m", "v"));
        Assert.Equal(1, await server.CountAsync("t", "m", "v", "v > 1"));
        Assert.Equal(0, await server.CountAsync("t", "nothing", "v"));
        Assert.Equal(0, await server.CountAsync("nothing", "m", "v"));
        Assert.Equal(["a"], await server.NamesAsync("t", "SHOW TAG KEYS FROM m"));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_stopped_server_says_nothing_until_it_goes_on_and_ends_all_the_same()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGSTOP.");
        await using var server = await InfluxServer.StartAsync();
        server.Stop();
        var ping = server.Client.GetAsync(new Uri("ping", UriKind.Relative), Cancellation);
        Assert.False(ping.IsCompleted);
        server.Continue();
        Assert.Equal(HttpStatusCode.NoContent, (await ping).StatusCode);
        server.Stop();
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_with_an_administrator_knows_him_alone_and_a_small_one_refuses_large_bodies()
    {
        await using var server = await InfluxServer.StartAsync(new() { AdminName = "admin", AdminPassword = "se'cret".Replace("'", "", StringComparison.Ordinal), LargestBodyBytes = 1000 });
        await server.CreateDatabaseAsync("t");
        using var stranger = new HttpClient { BaseAddress = server.Address };

        using var refused = await stranger.PostAsync(new Uri("write?db=t", UriKind.Relative), new StringContent("m v=1"), Cancellation);
        using var tooLarge = await server.Client.PostAsync(new Uri("write?db=t", UriKind.Relative), new StringContent($"m v=\"{new string('x', 1000)}\""), Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "{\"error\":\"Request Entity Too Large\"}"), (tooLarge.StatusCode, (await tooLarge.Content.ReadAsStringAsync(Cancellation)).Trim()));
        Assert.Null(await server.WriteAsync("t", Encoding.UTF8.GetBytes("m v=1")));
        Assert.Equal(1, await server.CountAsync("t", "m", "v"));
    }

    [RequiresProgramFact(VictoriaMetricsServer.Program)]
    public async Task VictoriaMetrics_takes_both_dialects_keeps_points_of_one_millisecond_apart_and_stores_twice_what_comes_twice()
    {
        await using var server = await VictoriaMetricsServer.StartAsync();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var lines = $"m,a=b v=1,s=\"x\" {now}000000001\nm,a=b v=2,s=\"y\" {now}000000002\nthis is no line\nm,a=b v=3i {now}000000003";

        using var first = await server.Client.PostAsync(new Uri("write?db=d&precision=ns", UriKind.Relative), new StringContent(lines), Cancellation);
        using var second = await server.Client.PostAsync(new Uri("api/v2/write?org=o&bucket=b&precision=ns", UriKind.Relative), new StringContent(lines), Cancellation);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (first.StatusCode, second.StatusCode));
        Assert.Equal(6, await server.CountAsync(6, "m", "v"));

        using var again = await server.Client.PostAsync(new Uri("write?db=d", UriKind.Relative), new StringContent(lines), Cancellation);
        Assert.Equal(9, await server.CountAsync(9, "m", "v"));
        Assert.All(await server.ExportAsync("m_s"), series => Assert.All(series.GetProperty("values").EnumerateArray(), text => Assert.Equal(0, text.GetInt32())));
    }
}
