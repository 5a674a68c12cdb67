using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using Cicada.InfluxApi;
using Cicada.Web;
using Microsoft.Extensions.Time.Testing;
using static Cicada.Tests.InfluxApi.ApiFixture;

namespace Cicada.Tests.InfluxApi;

public sealed class UserCheckTests
{
    private static readonly InfluxApiOptions WithUsers = new() { AsksForUser = true };

    [Theory]
    [InlineData("?u=ad&p=x", null, 200)]
    [InlineData("?u=ad&p=x", "Basic YWQ6d3Jvbmc=", 200)] // the address counts first
    [InlineData("", "Basic YWQ6eA==", 200)]
    [InlineData("", "basic YWQ6eA==", 200)]
    [InlineData("", "Token ad:x", 200)]
    [InlineData("", "Bearer ad:x", 200)]
    [InlineData("?u=ad&p=y", null, 401)]
    [InlineData("?u=nobody&p=x", null, 401)]
    public async Task A_user_shows_a_password_in_the_address_or_in_a_header(string parameters, string? header, int status)
    {
        await using var api = await StartAsync(WithUsers);
        api.Store.AddUser("ad", "x", isAdmin: true);

        using var answer = await SendAsync(api, parameters, header);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? "ad" : null, api.Store.Queries.SingleOrDefault()?.User?.Name);
    }

    [Fact]
    public async Task A_password_may_have_blanks_in_it()
    {
        await using var api = await StartAsync(WithUsers);
        api.Store.AddUser("ad", "two words", isAdmin: true);

        using var answer = await SendAsync(api, "", "Token ad:two words");

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("", null, "unable to parse authentication credentials")]
    [InlineData("?u=ad&p=", null, "unable to parse authentication credentials")]
    [InlineData("", "Token adx", "unable to parse authentication credentials")]
    [InlineData("", "Bearer a.b.c", "bearer auth disabld")]
    [InlineData("", "Basic Ong=", "username required")]
    [InlineData("", "Basic ???", "unable to parse authentication credentials")]
    [InlineData("?u=ad&p=y", null, "authorization failed")]
    public async Task Whoever_is_not_known_is_told_so_in_the_words_of_InfluxDB(string parameters, string? header, string error)
    {
        await using var api = await StartAsync(WithUsers);
        api.Store.AddUser("ad", "x", isAdmin: true);

        using var answer = await SendAsync(api, parameters, header);

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal($$"""{"error":"{{error}}"}""" + "\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Basic realm=\"InfluxDB\"", answer.Headers.WwwAuthenticate.ToString());
        Assert.False(answer.Headers.Contains("X-Influxdb-Error"));
        Assert.Empty(api.Store.Queries);
    }

    [Fact]
    public async Task A_password_is_hashed_once_until_it_changes()
    {
        await using var api = await StartAsync(WithUsers);
        api.Store.AddUser("ad", "x", isAdmin: true);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("204", await api.SayAsync("POST", "/write?db=d&u=ad&p=x", "m v=1"));
        }

        Assert.Equal(1, api.Hash.Checks);
        api.Store.AddUser("ad", "new", isAdmin: true);
        Assert.StartsWith("401", await api.SayAsync("POST", "/write?db=d&u=ad&p=x", "m v=1"), StringComparison.Ordinal);
        Assert.Equal("204", await api.SayAsync("POST", "/write?db=d&u=ad&p=new", "m v=1"));
    }

    [Fact]
    public async Task An_unknown_user_costs_as_much_as_a_known_one()
    {
        await using var api = await StartAsync(WithUsers);
        api.Store.AddUser("ad", "x", isAdmin: true);

        await api.SayAsync("GET", "/query?q=x&u=nobody&p=x");

        Assert.Equal(1, api.Hash.Checks);
    }

    [Fact]
    public async Task Guessing_is_slowed_down_and_does_not_keep_away_whose_password_is_known()
    {
        var clock = new FakeTimeProvider();
        await using var api = await StartAsync(WithUsers, clock: clock);
        api.Store.AddUser("ad", "x", isAdmin: true);
        await api.SayAsync("GET", "/query?q=x&u=ad&p=x");
        for (var i = 0; i < 10; i++)
        {
            await api.SayAsync("GET", $"/query?q=x&u=ad&p=guess{i}");
        }

        var guesses = Enumerable.Range(0, 4).Select(i => api.SayAsync("GET", $"/query?q=x&u=ad&p=more{i}")).ToArray();
        Assert.StartsWith("200", await api.SayAsync("GET", "/query?q=x&u=ad&p=x"), StringComparison.Ordinal);
        Assert.DoesNotContain(guesses, guess => guess.IsCompleted);

        while (!Task.WhenAll(guesses).IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.All(guesses, guess => Assert.StartsWith("401", guess.Result, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_guesses_keeps_nobody_waiting_who_comes_from_elsewhere()
    {
        var clock = new FakeTimeProvider();
        await using var api = await StartAsync(WithUsers, clock: clock);
        api.Store.AddUser("ad", "x", isAdmin: true);
        for (var i = 0; i < 10; i++)
        {
            await api.SayAsync("GET", $"/query?q=x&u=ad&p=guess{i}");
        }

        var guesses = Enumerable.Range(0, 70).Select(i => api.SayAsync("GET", $"/query?q=x&u=ad&p=more{i}")).ToList();
        for (var i = 0; i < 70 - CheckQueues.MostWaiting; i++)
        {
            var refused = await Task.WhenAny(guesses);
            Assert.StartsWith("503", await refused, StringComparison.Ordinal);
            guesses.Remove(refused);
        }

        using var elsewhere = ClientAt("127.0.0.2", api.Client.BaseAddress!);
        using var answer = await elsewhere.GetAsync("/query?q=x&u=ad&p=x", TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.DoesNotContain(guesses, guess => guess.IsCompleted);
    }

    [Fact]
    public async Task A_password_many_show_at_once_is_hashed_once()
    {
        await using var api = await StartAsync(WithUsers);
        api.Store.AddUser("ad", "x", isAdmin: true);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.SayAsync("POST", "/write?db=d&u=ad&p=x", "m v=1")));

        Assert.All(answers, answer => Assert.Equal("204", answer));
        Assert.Equal(1, api.Hash.Checks);
    }

    [Fact]
    public async Task Without_a_first_user_everybody_comes_in_and_the_store_decides()
    {
        await using var api = await StartAsync(WithUsers);

        Assert.StartsWith("200", await api.SayAsync("GET", "/query?q=x"), StringComparison.Ordinal);

        Assert.True(api.Store.Queries[0] is { AsksForUser: true, User: null });
    }

    [Fact]
    public async Task Where_nobody_is_asked_passwords_are_not_looked_at()
    {
        await using var api = await StartAsync();
        api.Store.AddUser("ad", "x", isAdmin: true);

        Assert.StartsWith("200", await api.SayAsync("GET", "/query?q=x&u=ad&p=wrong"), StringComparison.Ordinal);
        Assert.Equal(0, api.Hash.Checks);
    }

    [Theory]
    [InlineData("rd", "d", """403 {"error":"\"rd\" user is not authorized to write to database \"d\""}""")]
    [InlineData("wr", "d", "204")]
    [InlineData("all", "d", "204")]
    [InlineData("wr", "other", """403 {"error":"\"wr\" user is not authorized to write to database \"other\""}""")]
    [InlineData("rd", "nix", """404 {"error":"database not found: \"nix\""}""")]
    public async Task Points_are_taken_from_those_who_may_write_there(string user, string database, string expected)
    {
        await using var api = await StartAsync(WithUsers);
        api.Store.AddUser("ad", "x", isAdmin: true);
        api.Store.AddUser("rd", "x", false, ("d", QueryPrivilege.Read));
        api.Store.AddUser("wr", "x", false, ("d", QueryPrivilege.Write));
        api.Store.AddUser("all", "x", false, ("d", QueryPrivilege.All));
        api.Store.Say(Result(0, Rows("databases", ["name"], [QueryValue.OfString("d")], [QueryValue.OfString("other")])));

        Assert.Equal(expected, await api.SayAsync("POST", $"/write?db={database}&u={user}&p=x", "m v=1"));
    }

    [Fact]
    public async Task Without_a_first_user_nobody_writes()
    {
        await using var api = await StartAsync(WithUsers);
        api.Store.Say(Result(0, Rows("databases", ["name"], [QueryValue.OfString("d")])));

        Assert.Equal("""403 {"error":"user is required to write to database \"d\""}""", await api.SayAsync("POST", "/write?db=d", "m v=1"));
    }

    [Fact]
    public void A_password_is_found_right_by_its_hash_and_only_by_it()
    {
        var hash = new PasswordHash();

        var of = hash.Of("sécret");

        Assert.DoesNotContain("cret", of, StringComparison.Ordinal);
        Assert.True(hash.Verify(of, "sécret"));
        Assert.False(hash.Verify(of, "secret"));
        Assert.False(hash.Verify("what is no hash", "secret"));
        Assert.NotEqual(of, hash.Of("sécret"));
    }

    // All of 127/8 is this machine.
    private static HttpClient ClientAt(string address, Uri server) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(IPAddress.Loopback, server.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    {
        BaseAddress = server,
    };

    private static Task<HttpResponseMessage> SendAsync(ApiFixture api, string parameters, string? header)
    {
        Debug.Assert(parameters.Length == 0 || parameters[0] == '?', "Parameters begin with a question mark.");
        var path = "/query" + parameters + (parameters.Length == 0 ? "?" : "&") + "q=x";
        return header is null ? api.SendAsync("GET", path) : api.SendAsync("GET", path, null, ("Authorization", header));
    }
}
