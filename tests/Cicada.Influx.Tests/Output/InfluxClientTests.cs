using Cicada.TestSupport;

namespace Cicada.Influx.Tests;

public sealed class InfluxClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TestSupport.InfluxDialect.V1, InfluxVersion.V1, "1.8.10")]
    [InlineData(TestSupport.InfluxDialect.V2, InfluxVersion.V2, "v2.7.12")]
    [InlineData(TestSupport.InfluxDialect.V3, InfluxVersion.V3, "3.4.1")]
    public async Task A_server_says_who_it_is(InfluxDialect dialect, InfluxVersion generation, string version)
    {
        await using var server = await ScriptedInflux.StartAsync(dialect);
        using var client = new InfluxClient(Destination(server.Address));

        var probe = await client.ProbeAsync(Cancellation);

        Assert.True(probe.IsThere);
        Assert.Equal((generation, version), (probe.Generation, probe.ServerVersion));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_answer_and_no_exception()
    {
        await using var server = await ScriptedInflux.StartAsync();
        var address = server.Address;
        await server.DisposeAsync();
        using var client = new InfluxClient(Destination(address) with { Version = InfluxVersion.V1 });

        var probe = await client.ProbeAsync(Cancellation);
        var write = await client.WriteAsync("m v=1"u8.ToArray(), false, Cancellation);

        Assert.False(probe.IsThere);
        Assert.Equal((InfluxAnswerKind.Unreachable, "nobody listens there"), (write.Kind, write.Reason));
    }

    [Fact]
    public async Task A_write_has_path_credentials_and_body_of_its_dialect()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V2);
        using var client = new InfluxClient(Destination(server.Address) with { Version = InfluxVersion.V2, Organization = "o", Token = "t0k" });

        var answer = await client.WriteAsync("m v=1 1\n"u8.ToArray(), false, Cancellation);

        Assert.True(answer.IsTaken);
        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/api/v2/write", "m v=1 1\n"), (request.Method, request.Path, request.Text));
        Assert.Equal(("o", "db", "ns"), (request.Query["org"], request.Query["bucket"], request.Query["precision"]));
        Assert.Equal(("Token t0k", "text/plain; charset=utf-8"), (request.Headers["Authorization"], request.Headers["Content-Type"]));
    }

    [Fact]
    public async Task A_redirection_is_not_followed_with_credentials()
    {
        await using var server = await ScriptedInflux.StartAsync();
        server.OnWrite = _ => new ScriptedAnswer { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = "http://elsewhere/write" } };
        using var client = new InfluxClient(Destination(server.Address) with { Version = InfluxVersion.V1, User = "me", Password = "p" });

        var answer = await client.WriteAsync("m v=1 1\n"u8.ToArray(), false, Cancellation);

        Assert.Equal(InfluxAnswerKind.Broken, answer.Kind);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_database_of_any_name_is_created_where_it_does_not_exist()
    {
        const string Name = "a \"b\"; c";
        await using var server = await InfluxServer.StartAsync();
        using var client = new InfluxClient(Destination(server.Address) with { Version = InfluxVersion.V1, Database = Name });

        var ensured = await client.EnsureDatabaseAsync(Cancellation);
        var written = await client.WriteAsync("m v=1 1\n"u8.ToArray(), false, Cancellation);

        Assert.True(ensured.IsTaken, ensured.Reason);
        Assert.True(written.IsTaken, written.Reason);
        Assert.Contains(Name, await server.NamesAsync("", "SHOW DATABASES"));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task An_unknown_retention_policy_and_wrong_credentials_are_found_out_without_a_point()
    {
        await using var server = await InfluxServer.StartAsync(new InfluxServerOptions { AdminName = "root", AdminPassword = "secret" });
        await server.QueryAsync("", "CREATE DATABASE db; CREATE USER writer WITH PASSWORD 'w'; GRANT WRITE ON db TO writer; CREATE USER reader WITH PASSWORD 'r'; GRANT READ ON db TO reader");
        var good = Destination(server.Address) with { Version = InfluxVersion.V1, User = "writer", Password = "w" };

        var answers = new List<InfluxAnswer>();
        InfluxDestination[] destinations =
        [
            good, good with { RetentionPolicy = "nope" }, good with { Password = "x" }, good with { User = null }, good with { User = "reader", Password = "r" }, good with { Database = "other" },
        ];
        foreach (var destination in destinations)
        {
            using var client = new InfluxClient(destination);
            answers.Add(await client.EnsureDatabaseAsync(Cancellation));
        }

        Assert.Equal(
            [
                InfluxAnswerKind.Taken, InfluxAnswerKind.NoRetentionPolicy, InfluxAnswerKind.Unauthorized, InfluxAnswerKind.Unauthorized, InfluxAnswerKind.Forbidden,
                InfluxAnswerKind.NotFound,
            ],
            answers.Select(answer => answer.Kind));
        Assert.All(answers, answer => Assert.DoesNotContain("secret", answer.Reason, StringComparison.Ordinal));
    }

    [RequiresProgramFact(VictoriaMetricsServer.Program)]
    public async Task A_server_that_does_not_say_who_it_is_is_written_to_as_its_address_says()
    {
        await using var server = await VictoriaMetricsServer.StartAsync();
        using var client = new InfluxClient(Destination(server.Address));

        var probe = await client.ProbeAsync(Cancellation);
        client.Settle(probe.ApiFor(client.Destination, out _));

        Assert.Equal((true, InfluxVersion.Auto), (probe.IsThere, probe.Generation));
        Assert.Equal(InfluxVersion.V1, client.Dialect!.Version);
        Assert.True((await client.EnsureDatabaseAsync(Cancellation)).IsTaken);
    }

    private static InfluxDestination Destination(Uri server) => new() { Server = server, Database = "db" };
}
