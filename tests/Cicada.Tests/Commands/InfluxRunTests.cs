using Cicada.TestSupport;
using static Cicada.Tests.Commands.DoorUsers;

namespace Cicada.Tests.Commands;

/// <summary>A run that is sent to an InfluxDB, as the person at the screen sees it.</summary>
public sealed class InfluxRunTests : IDisposable
{
    private const string Short = "--headless -i 10 --only-summary --summary-json S.json ";
    private readonly DoorFixture _door = new();

    private static Action<LoadTestDefinition> Good => test => test.Users.Add<GoodUser>();

    public void Dispose() => _door.Dispose();

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_run_is_in_the_store_and_in_each_InfluxDB()
    {
        await using var server = await InfluxServer.StartAsync();
        _door.Variables["CICADA_INFLUX_URL"] = $"{server.Address}one {server.Address}two";

        Assert.Equal(0, await _door.RunAsync(Short, Good));

        var summary = RunSummaryJson.Parse(_door.Read("S.json"));
        Assert.Equal(["store", "influx", "influx-2"], summary.Recording.Outputs.Select(output => output.Name));
        Assert.All(summary.Recording.Outputs, output => Assert.Equal((10, 10), (output.Recorded, output.Stored)));
        Assert.Empty(summary.Warnings);
        Assert.Equal((10, 10), (await server.CountAsync("one"), await server.CountAsync("two")));
        Assert.Contains($"'{server.Address}one', InfluxDB 1.", _door.Error);
        Assert.Contains("Every request is kept in cicada.duckdb.", _door.Output);
        Assert.DoesNotContain("! ", _door.Output);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Without_a_store_the_InfluxDB_is_named_as_the_only_place()
    {
        await using var server = await InfluxServer.StartAsync();

        Assert.Equal(0, await _door.RunAsync(Short + $"--no-store --influx {server.Address}mydb", Good));

        var run = RunSummaryJson.Parse(_door.Read("S.json")).Run;
        Assert.Contains($"The run was not kept here (--no-store). Every request is in {server.Address}mydb, as run {run}.", _door.Output);
        Assert.Equal(10, await server.CountAsync("mydb", where: $"run = '{run}'"));

        Assert.Equal(0, await _door.RunAsync(Short + $"--no-store --influx {server.Address}mydb --influx-mode stats", Good));
        Assert.Contains($"what was sent is in {server.Address}mydb, as run ", _door.Output);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task An_output_of_the_test_s_own_goes_on_working_beside_those_of_the_options()
    {
        await using var server = await InfluxServer.StartAsync();

        Assert.Equal(0, await _door.RunAsync(Short + $"--influx {server.Address}typed", test =>
        {
            test.Users.Add<GoodUser>();
            test.Outputs.Add(new InfluxOutput($"{server.Address}coded"));
        }));

        Assert.Equal((10, 10), (await server.CountAsync("typed"), await server.CountAsync("coded")));
        Assert.Equal(["store", "influx-2", "influx"], RunSummaryJson.Parse(_door.Read("S.json")).Recording.Outputs.Select(output => output.Name));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_that_refuses_ends_the_run_before_it_has_begun_anywhere()
    {
        await using var server = await InfluxServer.StartAsync(new InfluxServerOptions { AdminName = "admin", AdminPassword = "s3cret" });

        Assert.Equal(2, await _door.RunAsync(Short + $"--influx {server.Address}mydb --influx-user admin --influx-password s3cr3t", Good));

        Assert.Contains("give the right password", _door.Error);
        Assert.DoesNotContain("s3cr", _door.Error + _door.Output);
        Assert.False(File.Exists(_door.Store));
    }

    [Fact]
    public async Task A_server_that_is_away_ends_nothing_and_what_waits_for_it_is_where_it_was_told()
    {
        var address = $"http://127.0.0.1:{LoopbackPorts.Free(1)[0]}/mydb";

        Assert.Equal(0, await _door.RunAsync(Short + $"--influx {address} --influx-token s3cret --influx-final-timeout 50ms --spool elsewhere", Good));

        var summary = RunSummaryJson.Parse(_door.Read("S.json"));
        Assert.Equal([(10, 10, 0), (10, 0, 10)], summary.Recording.Outputs.Select(output => ((int)output.Recorded, (int)output.Stored, (int)output.Spooled)));
        Assert.Equal(10, SpoolFiles.Of("influx", _door.PathOf("elsewhere")).Select(SpoolFiles.Read).Sum(file => file.Batch.Requests.Length));
        Assert.False(Directory.Exists(_door.Store + ".spool"));
        Assert.Contains("cannot be reached: nobody listens there. The run begins all the same", _door.Error);
        Assert.Contains("! Output 'influx': of 10 samples 10 wait on disk; of ", _door.Output);
        Assert.DoesNotContain("   at ", _door.Error);
        Assert.Equal(0, await _door.RunToolAsync("sql --csv 'SELECT options FROM cicada_runs WHERE options IS NOT NULL LIMIT 1'"));
        Assert.Contains(address, _door.Output);
        Assert.Contains("[REDACTED]", _door.Output);
        Assert.DoesNotContain("s3cret", _door.Output);
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_said_all_at_once()
    {
        Assert.Equal(2, await _door.RunAsync(Short + "-u x --influx http://bob:s3cret@localhost --influx localhost/mydb --influx-mode none", Good));
        Assert.Equal(4, _door.Problems.Length);
        Assert.DoesNotContain("s3cret", _door.Error);

        Assert.Equal(2, await _door.RunAsync(Short + "--influx-mode raw", Good));
        Assert.Contains("The option '--influx-mode' stands alone", Assert.Single(_door.Problems));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_run_is_exported_as_the_usual_Locust_listeners_write_it()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.CreateDatabaseAsync("mydb");
        Assert.Equal(0, await _door.RunAsync("--headless -i 10 --only-summary", Good));

        Assert.Equal(0, await _door.RunToolAsync("export latest --measurement-prefix locust_ -o run.lp"));

        Assert.Null(await server.WriteAsync("mydb", File.ReadAllBytes(_door.PathOf("run.lp"))));
        Assert.Equal(10, await server.CountAsync("mydb", "locust_requests"));
        Assert.Equal(["exception", "name", "request_type", "success"], await server.NamesAsync("mydb", "SHOW TAG KEYS FROM locust_requests"));
        Assert.Equal(["response_length", "response_time"], await server.NamesAsync("mydb", "SHOW FIELD KEYS FROM locust_requests"));
        Assert.Equal([], await server.NamesAsync("mydb", "SHOW MEASUREMENTS WITH MEASUREMENT =~ /^cicada_/"));
        Assert.True(await server.CountAsync("mydb", "locust_requests", where: "success = 'True' AND exception = 'None'") > 0);

        Assert.Equal(2, await _door.RunToolAsync("export latest --measurement-prefix locust_ -o run.jsonl"));
        Assert.Contains("Leave '--measurement-prefix' out, or write '--format line-protocol'.", _door.Error);
        Assert.Equal(2, await _door.RunToolAsync(["export", "latest", "--measurement-prefix", "#x", "-o", "run.lp"]));
        Assert.Contains("The measurement prefix is '#x'", _door.Error);
    }
}
