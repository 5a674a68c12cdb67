using System.Net;
using System.Text;
using Cicada.RunsApi;
using Cicada.Tests.RunsApi;
using Cicada.Web;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Tests.Web;

/// <summary>Who comes in where a token or a password is asked for, and as what.</summary>
public sealed class WebAuthTests
{
    private static readonly WebHostOptions Asking = new() { Secret = new WebSecret("ada:secret") };

    [Theory]
    [InlineData("Bearer ada:secret", true)]
    [InlineData("Token ada:secret", true)]
    [InlineData("Basic YWRhOnNlY3JldA==", true)]
    [InlineData("bearer  ada:secret ", true)]
    [InlineData("Bearer secret", false)]
    [InlineData("Basic !!", false)]
    [InlineData("Basic YWRh", false)]
    [InlineData("Bearer", false)]
    [InlineData("", false)]
    public async Task Programs_show_it_with_each_request(string authorization, bool isIn)
    {
        await using var api = await StartAsync();

        foreach (var path in new[] { "runs", "openapi.json", "runs/latest/series", "nix" })
        {
            var answer = await api.SayAsync("GET", path, null, ("Authorization", authorization));

            Assert.Equal(isIn, !answer.StartsWith("401 ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Who_has_not_logged_in_gets_the_page_its_files_and_the_door_and_nothing_else()
    {
        await using var api = await StartAsync();

        using var page = await api.SendAsync("GET", "/runs/r1");
        using var runs = await api.SendAsync("GET", "runs");
        var info = await api.ReadAsync("info");

        Assert.Equal(200, (int)page.StatusCode);
        Assert.Equal(401, (int)runs.StatusCode);
        Assert.Equal("Bearer", runs.Headers.WwwAuthenticate.Single().Scheme); // Basic would make browsers ask in a window of their own
        Assert.True(info.GetProperty("needs_login").GetBoolean());
        Assert.Equal(("", ""), (info.GetProperty("store").GetString(), info.GetProperty("version").GetString()));
        Assert.All(
            Endpoints.All.Where(endpoint => endpoint.Needs == WebAccess.Nothing), endpoint => Assert.Contains(endpoint.Path, new[] { "info", "login", "logout" }));
        Assert.All(Endpoints.All, endpoint => Assert.Equal(endpoint.Method == "GET" || endpoint.Path is "login" or "logout" or "store/sql", endpoint.Needs != WebAccess.Change));
    }

    [Fact]
    public async Task A_browser_logs_in_and_out()
    {
        await using var api = await StartAsync();

        var wrong = await api.SayAsync("POST", "login", """{"user":"ada","password":"x"}""");
        using var login = await api.SendAsync("POST", "login", """{"user":"ada","password":"secret"}""");
        var cookie = login.Headers.GetValues("Set-Cookie").Single();
        var shown = ("Cookie", cookie.Split(';')[0]);
        var inside = await api.SayAsync("GET", "openapi.json", null, shown);
        var info = await api.SayAsync("GET", "info", null, shown);
        using var logout = await api.SendAsync("POST", "logout", "{}", shown);
        var outside = await api.SayAsync("GET", "openapi.json", null, shown);

        Assert.Equal("""401 {"error":"The name or the password is wrong."}""", wrong);
        Assert.Equal($"cicada-{api.Address.Port}", cookie.Split('=')[0]);
        Assert.Equal(["httponly", "max-age=2592000", "path=/", "samesite=strict"], cookie.Split("; ")[1..].Order());
        Assert.StartsWith("200 ", inside, StringComparison.Ordinal);
        Assert.Contains("\"user\":\"ada\"", info, StringComparison.Ordinal);
        Assert.StartsWith($"cicada-{api.Address.Port}=;", logout.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.StartsWith("401 ", outside, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_comes_by_a_proxy_with_TLS_keeps_the_cookie_to_TLS()
    {
        await using var api = await StartAsync();

        using var login = await api.SendAsync("POST", "login", """{"user":"ada","password":"secret"}""", ("Origin", $"https://{api.Address.Authority}"));

        Assert.Contains("; secure;", login.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_does_not_help_a_page_elsewhere()
    {
        await using var api = await StartAsync();
        using var login = await api.SendAsync("POST", "login", """{"user":"ada","password":"secret"}""");
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        Assert.StartsWith("403 ", await api.SayAsync("POST", "runs", "{}", ("Cookie", cookie), ("Origin", "https://evil.example.org")), StringComparison.Ordinal);
        Assert.StartsWith("403 ", await api.SayAsync("POST", "login", """{"password":"x"}""", ("Sec-Fetch-Site", "cross-site")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_ten_wrong_tries_the_next_wait_a_second_each_and_the_right_one_too()
    {
        var clock = new FakeTimeProvider();
        using var users = new SecretUsers(new WebSecret("right"), clock);
        async Task<WebLogin> Try(string password) => await users.CheckAsync("", password, IPAddress.Loopback, TestContext.Current.CancellationToken);
        for (var i = 0; i < 10; i++)
        {
            Assert.Null((await Try("wrong")).Caller);
        }

        var next = Try("right");
        Assert.False(next.IsCompleted);
        var elsewhere = await users.CheckAsync("", "right", IPAddress.Parse("10.0.0.1"), TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull(elsewhere.Caller);
        Assert.NotNull((await next).Caller);
    }

    [Fact]
    public async Task Commands_of_the_same_user_show_the_token_beside_the_store()
    {
        await using var api = await StartAsync();
        api.Auth.OwnerToken = "beside";

        Assert.StartsWith("200 ", await api.SayAsync("GET", "openapi.json", null, ("Authorization", "Bearer beside")), StringComparison.Ordinal);
        Assert.StartsWith("401 ", await api.SayAsync("GET", "openapi.json", null, ("Authorization", "Bearer besid")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_read_changes_nothing()
    {
        var control = new ScriptedControl();
        await using var api = await StartAsync(control, new(), new Readers());
        var basic = ("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("reader:x"))}");
        var nothing = ("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("nobody:x"))}");

        Assert.StartsWith("200 ", await api.SayAsync("GET", "form", null, basic), StringComparison.Ordinal);
        Assert.StartsWith("403 {\"error\":\"The user 'reader' may look and not change anything.", await api.SayAsync("POST", "runs", "{}", basic), StringComparison.Ordinal);
        Assert.StartsWith("403 {\"error\":\"The user 'nobody' may not read the runs.", await api.SayAsync("GET", "form", null, nothing), StringComparison.Ordinal);
        Assert.Contains("\"can_change\":false", await api.SayAsync("GET", "info", null, basic), StringComparison.Ordinal);
        Assert.Empty(control.Starts);
    }

    [Fact]
    public async Task Under_a_base_path_a_cookie_is_for_that_alone()
    {
        await using var api = await StartAsync(null, Asking with { BasePath = "/load/test" });

        using var login = await api.SendAsync("POST", "login", """{"user":"ada","password":"secret"}""");

        Assert.Contains("; path=/load/test;", login.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    private static Task<RunsApiFixture> StartAsync(IRunControl? control = null, WebHostOptions? web = null, IWebUsers? users = null) => RunsApiFixture.StartAsync(
        new RunQuestions("secret.duckdb", (_, _) => throw new Storage.StoreException("There is no store here."), new(), TimeProvider.System), control, web ?? Asking, users: users);

    private sealed class Readers : IWebUsers
    {
        public bool AreAsked => true;

        public Task<WebLogin> CheckAsync(string name, string password, IPAddress? address, CancellationToken gone) =>
            Task.FromResult(new WebLogin(() => new WebCaller(name, name == "reader", false)));
    }
}
