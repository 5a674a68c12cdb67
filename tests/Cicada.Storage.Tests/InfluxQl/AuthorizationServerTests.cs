using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Cicada.Storage.InfluxQl;
using Cicada.TestSupport;

namespace Cicada.Storage.Tests.InfluxQl;

/// <summary>Who may do what here, held against who may do what in a real InfluxDB.</summary>
[Trait("Category", "EndToEnd")]
public sealed class AuthorizationServerTests : IDisposable
{
    private static readonly string[] Users = ["rd", "wr", "al", "no"];

    private static readonly string[] Statements =
    [
        "show databases", "select * from cpu", "select * from d..cpu", "select * from e..cpu", "select * into x from nothing", "select * into e..x from nothing",
        "show measurements", "show measurements on e", "show series", "show tag keys", "show tag values with key = a", "show field keys", "show retention policies",
        "show retention policies on e", "show queries", "show continuous queries", "show series cardinality", "show users", "show grants for rd", "show stats for 'nope'",
        "show diagnostics for 'nope'", "show shards", "show subscriptions", "delete from nothing", "drop series from nothing", "drop measurement nothing", "drop shard 1000",
        "drop retention policy nothing on d", "drop retention policy nothing on e", "drop continuous query nothing on d", "create database d", "drop database nothing",
        "create user x with password 'y'", "set password for rd = 'y'", "grant read on d to rd", "revoke read on e from rd", "kill query 100000",
        "alter retention policy autogen on d default", "create retention policy p on d duration 1h replication 1", "explain select * from nothing",
        "show databases; show users", "select * from nothing; select * from e..nothing",
    ];

    private readonly TemporaryStore _folder = new();
    private readonly Store _store;
    private readonly InfluxStore _influx;

    public AuthorizationServerTests()
    {
        _store = Store.Open(_folder.Path);
        _influx = new InfluxStore(_store, new PlainPasswords());
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_and_the_store_allow_the_same()
    {
        await using var server = await InfluxServer.StartAsync(new InfluxServerOptions { AdminName = "adm", AdminPassword = "p" });
        var setUp = "create database d; create database e; create database cicada; "
            + string.Concat(Users.Select(name => $"create user {name} with password 'p'; ")) + "grant read on d to rd; grant write on d to wr; grant all on d to al";
        await server.QueryAsync("", setUp);
        Ask("create user adm with password 'p' with all privileges", null);
        Ask(setUp, "adm");
        var different = new StringBuilder();

        foreach (var user in Users)
        {
            server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user + ":p")));
            foreach (var statement in Statements)
            {
                var theirs = Outcome(await AskAsync(server, statement));
                var ours = Outcome(Ask(statement, user));
                if (ours != theirs)
                {
                    different.AppendLine(CultureInfo.InvariantCulture, $"{user}: {statement}\n we         {ours}\n the server {theirs}");
                }
            }
        }

        Assert.True(different.Length == 0, different.ToString());
    }

    [Fact]
    public void Before_there_is_a_user_the_first_is_created_and_nothing_else_is_done()
    {
        Assert.Equal("error authorizing query: create admin user first or disable authentication\n", Ask("show databases", null));
        Assert.Equal("error authorizing query: create admin user first or disable authentication\n", Ask("create user a with password 'x'", null));
        Assert.Equal("#0\n", Ask("create user a with password 'x' with all privileges", null));
        Assert.Equal("error authorizing query: no user provided\n", Ask("show databases", null));
        Assert.Equal("#0\ndatabases {-} (name)\n cicada\n", Ask("show databases", "a"));
    }

    // What is in the answer is compared elsewhere, but for the names of databases.
    private static string Outcome(string answer) =>
        answer.StartsWith("error", StringComparison.Ordinal) || answer.StartsWith("#0\ndatabases", StringComparison.Ordinal) ? answer : "allowed";

    private static async Task<string> AskAsync(InfluxServer server, string statement)
    {
        using var body = new FormUrlEncodedContent([new("db", "d"), new("q", statement)]);
        using var answer = await server.Client.PostAsync(new Uri("query", UriKind.Relative), body, TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return AnswerText.Of(document.RootElement);
    }

    private string Ask(string text, string? user) =>
        AnswerText.Of(_influx, new InfluxQuery(text) { Database = "d", AsksForUser = true, User = user is null ? null : _influx.FindUser(user) });
}
