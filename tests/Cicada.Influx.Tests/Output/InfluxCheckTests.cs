using System.Text.Json;
using Cicada.TestSupport;

namespace Cicada.Influx.Tests;

public sealed class InfluxCheckTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_database_that_does_not_exist_is_created_and_the_point_goes_away_again()
    {
        await using var server = await InfluxServer.StartAsync();

        var result = await CheckAsync(new InfluxOptions { Address = server.Address + "my%20db" });

        Assert.True(result.CanRecord);
        Assert.Equal($"{server.Address}my%20db", result.Address);
        Assert.StartsWith("1.", result.ServerVersion, StringComparison.Ordinal);
        Assert.Equal(
            [
                $"reachable Good There is a server at '{server.Address.GetLeftPart(UriPartial.Authority)}' that answers.",
                $"version Good It is InfluxDB {result.ServerVersion}; points are written the way 1.x wants them.",
                "credentials Good No credentials are given, and the server asks for none.",
                "database Good The database 'my db' did not exist; it has been created, as a run does.",
                "write Good A point was written into measurement 'cicada_check'.",
                "read Good The point was read back with InfluxQL.",
                "clean_up Good The point was deleted again.",
            ],
            Said(result));
        Assert.Empty(await server.NamesAsync("my db", "SHOW SERIES"));
        var again = await CheckAsync(new InfluxOptions { Address = server.Address + "my%20db", Gzip = false });
        Assert.Contains("database Good The database 'my db' is there.", Said(again));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_retention_policy_that_does_not_exist_is_not_created()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.CreateDatabaseAsync("mydb");

        var result = await CheckAsync(new InfluxOptions { Address = server.Address + "mydb/week" });

        Assert.False(result.CanRecord);
        Assert.Contains("CREATE RETENTION POLICY \"week\" ON \"mydb\"", Step(result, "database", InfluxFinding.Bad), StringComparison.Ordinal);
        Assert.Equal("", Step(result, "write", InfluxFinding.NotTried));
        await server.QueryAsync("", "CREATE RETENTION POLICY week ON mydb DURATION 1w REPLICATION 1");
        Assert.True((await CheckAsync(new InfluxOptions { Address = server.Address + "mydb/week" })).CanRecord);
        Assert.Empty(await server.NamesAsync("mydb", "SHOW SERIES"));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_with_users_lets_in_only_them()
    {
        await using var server = await InfluxServer.StartAsync(new InfluxServerOptions { AdminName = "admin", AdminPassword = "s3cret" });
        await server.QueryAsync("", "CREATE DATABASE mydb; CREATE USER writer WITH PASSWORD 'w'; GRANT WRITE ON mydb TO writer; CREATE USER nobody WITH PASSWORD 'n'");
        var address = server.Address + "mydb";

        var admin = await CheckAsync(new InfluxOptions { Address = address, User = "admin", Password = "s3cret" });
        Assert.True(admin.CanRecord);
        Assert.Equal("The server lets user 'admin' in.", Step(admin, "credentials", InfluxFinding.Good));

        var none = await CheckAsync(new InfluxOptions { Address = address });
        Assert.Contains("It was given no credentials; give a user with --influx-user", Step(none, "credentials", InfluxFinding.Bad), StringComparison.Ordinal);
        Assert.Equal("", Step(none, "database", InfluxFinding.NotTried));

        var wrong = await CheckAsync(new InfluxOptions { Address = address, User = "admin", Password = "s3cr3t" });
        Assert.Contains("give the right password", Step(wrong, "credentials", InfluxFinding.Bad), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", string.Concat(Said(wrong)), StringComparison.Ordinal);

        var nobody = await CheckAsync(new InfluxOptions { Address = address, User = "nobody", Password = "n" });
        Assert.Equal("The server lets user 'nobody' in.", Step(nobody, "credentials", InfluxFinding.Good));
        Assert.Contains("may not write to database 'mydb'", Step(nobody, "database", InfluxFinding.Bad), StringComparison.Ordinal);

        var missing = await CheckAsync(new InfluxOptions { Address = server.Address + "other", User = "nobody", Password = "n" });
        Assert.Contains("Let an administrator run CREATE DATABASE \"other\" and GRANT ALL ON \"other\" TO \"nobody\".", Step(missing, "database", InfluxFinding.Bad), StringComparison.Ordinal);

        var writer = await CheckAsync(new InfluxOptions { Address = address, User = "writer", Password = "w" });
        Assert.True(writer.CanRecord);
        Assert.Contains("it cannot be read back with InfluxQL and these credentials", Step(writer, "read", InfluxFinding.Unknown), StringComparison.Ordinal);
        Assert.Empty(await server.NamesAsync("mydb", "SHOW SERIES"));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_version_the_server_does_not_speak_is_said_so()
    {
        await using var server = await InfluxServer.StartAsync();

        var result = await CheckAsync(new InfluxOptions { Address = server.Address + "?database=d" });

        Assert.False(result.CanRecord);
        Assert.Contains("does not speak the API of 3.x", Step(result, "version", InfluxFinding.Bad), StringComparison.Ordinal);
        Assert.Equal(["NotTried", "NotTried", "NotTried", "NotTried", "NotTried"], result.Steps.Skip(2).Select(step => step.Finding.ToString()));
    }

    [RequiresProgramFact(VictoriaMetricsServer.Program)]
    public async Task VictoriaMetrics_takes_points_and_knows_no_InfluxQL()
    {
        await using var server = await VictoriaMetricsServer.StartAsync();

        var result = await CheckAsync(new InfluxOptions { Address = server.Address + "mydb" });

        Assert.True(result.CanRecord);
        Assert.Contains("It does not say which InfluxDB it is; points are written the way 1.x wants them.", Step(result, "version", InfluxFinding.Unknown), StringComparison.Ordinal);
        Assert.Equal("A point was written into measurement 'cicada_check'.", Step(result, "write", InfluxFinding.Good));
        Assert.Contains("does not know InfluxQL, as VictoriaMetrics does not", Step(result, "read", InfluxFinding.Unknown), StringComparison.Ordinal);
        Step(result, "clean_up", InfluxFinding.Good);
        Assert.Empty(await server.ExportAsync("cicada_check_value"));
    }

    [Fact]
    public async Task A_bucket_of_2_x_is_read_with_Flux()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V2);
        var written = "";
        server.OnWrite = request =>
        {
            written += request.Text;
            return request.Text.Length == 0 ? InfluxAnswers.Json(400, """{"code":"invalid","message":"no data written"}""") : InfluxAnswers.Taken;
        };
        server.OnOther = request => request.Path switch
        {
            "/api/v2/query" => new ScriptedAnswer { Text = ",result,table,_start,_stop,_time,_value,_field,_measurement,check\r\n,,0,,,,1,value,cicada_check," + Id(written) + "\r\n" },
            "/api/v2/delete" => InfluxAnswers.Taken,
            _ => null,
        };

        var result = await CheckAsync(new InfluxOptions { Address = server.Address + "?org=My+Org&bucket=a%22b", Token = "t0k" });

        Assert.True(result.CanRecord, string.Join('\n', Said(result)));
        Assert.Equal("It is InfluxDB v2.7.12; points are written the way 2.x wants them.", Step(result, "version", InfluxFinding.Good));
        Assert.Equal("The server lets this token in.", Step(result, "credentials", InfluxFinding.Good));
        Assert.Equal("The bucket 'a\"b' is there.", Step(result, "database", InfluxFinding.Good));
        Assert.Equal("The point was read back with Flux.", Step(result, "read", InfluxFinding.Good));
        var query = server.Requests.Single(request => request.Path == "/api/v2/query");
        Assert.Equal(("My Org", "Token t0k", "application/vnd.flux"), (query.Query["org"], query.Headers["Authorization"], query.Headers["Content-Type"]));
        Assert.Contains("from(bucket: \"a\\\"b\") |> range(start: ", query.Text, StringComparison.Ordinal);
        var deletion = server.Requests.Single(request => request.Path == "/api/v2/delete");
        Assert.Equal(("My Org", "a\"b"), (deletion.Query["org"], deletion.Query["bucket"]));
        using var document = JsonDocument.Parse(deletion.Text);
        Assert.Equal($"_measurement=\"cicada_check\" AND check=\"{Id(written)}\"", document.RootElement.GetProperty("predicate").GetString());
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_and_a_token_that_is_not_known_get_sentences()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V2);
        server.OnWrite = _ => InfluxAnswers.NoBucket("b");

        var missing = await CheckAsync(new InfluxOptions { Address = server.Address + "?org=o&bucket=b", Token = "t0k" });
        Step(missing, "credentials", InfluxFinding.Good);
        Assert.Contains("influx bucket create --org o --name b", Step(missing, "database", InfluxFinding.Bad), StringComparison.Ordinal);

        server.OnWrite = _ => InfluxAnswers.WrongToken;
        var unknown = await CheckAsync(new InfluxOptions { Address = server.Address + "?org=o&bucket=b", Token = "t0k" });
        Assert.Contains("It was given a token; give another one", Step(unknown, "credentials", InfluxFinding.Bad), StringComparison.Ordinal);
        Assert.DoesNotContain("t0k", string.Concat(Said(unknown)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_may_only_write_is_enough()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V2);
        server.OnOther = request => request.Path is "/api/v2/query" or "/api/v2/delete" ? InfluxAnswers.Json(404, """{"code":"not found","message":"could not find bucket \"b\""}""") : null;

        var result = await CheckAsync(new InfluxOptions { Address = server.Address + "?org=o&bucket=b", Token = "t0k" });

        Assert.True(result.CanRecord);
        Assert.Contains("it cannot be read back with Flux and these credentials: 'could not find bucket \"b\"' (404)", Step(result, "read", InfluxFinding.Unknown), StringComparison.Ordinal);
        Assert.Contains("The point stays", Step(result, "clean_up", InfluxFinding.Unknown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_3_x_is_read_with_SQL_and_keeps_the_point()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V3);
        var readings = 0;
        server.OnOther = request => request.Path == "/api/v3/query_sql"
            ? InfluxAnswers.Json(200, ++readings < 3 ? "[]" : $$"""[{"value":1,"check":"{{Id(server.Writes[^1].Text)}}"}]""")
            : null;

        var result = await CheckAsync(new InfluxOptions { Address = server.Address + "?database=d", Token = "t0k" });

        Assert.True(result.CanRecord, string.Join('\n', Said(result)));
        Assert.Equal("The point was read back with SQL.", Step(result, "read", InfluxFinding.Good));
        Assert.Equal(
            "The point stays, the only one of its series in measurement 'cicada_check': InfluxDB 3 deletes only whole tables and databases. It does no harm.",
            Step(result, "clean_up", InfluxFinding.Unknown));
        Assert.All(server.Requests.Where(request => request.Path == "/api/v3/query_sql"), request => Assert.Equal("Bearer t0k", request.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_point_that_is_taken_and_nowhere_is_bad()
    {
        await using var server = await ScriptedInflux.StartAsync();

        var result = await CheckAsync(new InfluxOptions { Address = server.Address + "mydb" });

        Assert.False(result.CanRecord);
        Assert.Contains("The point was taken, but InfluxQL does not find it.", Step(result, "read", InfluxFinding.Bad), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_or_none_at_all_gets_a_sentence()
    {
        var server = await ScriptedInflux.StartAsync();
        var address = server.Address;
        await server.DisposeAsync();

        var away = await CheckAsync(new InfluxOptions { Address = address + "mydb" });
        Assert.Equal(
            $"The InfluxDB at '{address.GetLeftPart(UriPartial.Authority)}' cannot be reached: nobody listens there. Start it, or look for a slip in host and port; a firewall may be in the way.",
            Step(away, "reachable", InfluxFinding.Bad));

        await using var busy = await ScriptedInflux.StartAsync();
        busy.OnOther = _ => InfluxAnswers.ServerError;
        Assert.Contains("answered with status 500: 'timeout'. Look into its log", Step(await CheckAsync(new InfluxOptions { Address = busy.Address + "mydb" }), "reachable", InfluxFinding.Bad), StringComparison.Ordinal);

        await using var other = await ScriptedInflux.StartAsync();
        other.OnOther = _ => new ScriptedAnswer { Status = 404, Text = "<html>", Headers = new Dictionary<string, string> { ["X-Influxdb-Version"] = "" } };
        Assert.Contains("as no InfluxDB does", Step(await CheckAsync(new InfluxOptions { Address = other.Address + "mydb" }), "reachable", InfluxFinding.Bad), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_has_no_users_yet_says_how_to_make_the_first()
    {
        await using var server = await ScriptedInflux.StartAsync();
        server.OnWrite = _ => InfluxAnswers.Json(403, """{"error":"error authorizing query: create admin user first or disable authentication"}""");

        Assert.Contains("CREATE USER \"admin\" WITH PASSWORD", Step(await CheckAsync(new InfluxOptions { Address = server.Address + "mydb" }), "credentials", InfluxFinding.Bad), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_make_no_sense_are_said_all_at_once()
    {
        var exception = Assert.Throws<PlanException>(() => new InfluxCheck(new InfluxOptions { Address = "localhost", BatchSize = 0 }));

        Assert.Equal(2, exception.Problems.Count);
    }

    private static async Task<InfluxCheckResult> CheckAsync(InfluxOptions options)
    {
        using var check = new InfluxCheck(options, new HurriedClock());
        var result = await check.RunAsync(Cancellation);
        Assert.Equal(["reachable", "version", "credentials", "database", "write", "read", "clean_up"], result.Steps.Select(step => step.Name));
        Assert.All(result.Steps, step => Assert.Equal(step.Finding == InfluxFinding.NotTried, step.Sentence.Length == 0));
        return result;
    }

    private static string Step(InfluxCheckResult result, string name, InfluxFinding finding)
    {
        var step = result.Steps.Single(step => step.Name == name);
        Assert.True(step.Finding == finding, string.Join('\n', Said(result)));
        return step.Sentence;
    }

    private static IEnumerable<string> Said(InfluxCheckResult result) => result.Steps.Select(step => $"{step.Name} {step.Finding} {step.Sentence}");

    private static string Id(string line) => line.Split("check=")[1].Split(' ')[0];

    /// <summary>Short pauses are over at once; what is late is late as ever.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime < TimeSpan.FromSeconds(1) && dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
