using System.Text.Json;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

public sealed class InfluxCheckCommandTests : IDisposable
{
    private readonly DoorFixture _door = new();

    public void Dispose() => _door.Dispose();

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_that_takes_a_run_is_said_so_step_by_step()
    {
        await using var server = await InfluxServer.StartAsync();

        Assert.Equal(0, await _door.RunToolAsync($"influx check {server.Address}mydb"));

        Assert.Matches(@"^http://127\.0\.0\.1:\d+/mydb\n  good    There is a server at ", _door.Output.ReplaceLineEndings("\n"));
        Assert.Contains("  good    The point was deleted again.", _door.Output);
        Assert.EndsWith("A run can be recorded there.", _door.Output.TrimEnd());
        Assert.Equal("", _door.Error);

        _door.OutputIsTerminal = true;
        Assert.Equal(0, await _door.RunToolAsync($"influx check {server.Address}mydb"));
        Assert.Contains("✓", _door.Output);
        Assert.DoesNotContain("good", _door.Output);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Users_come_from_the_environment_and_are_never_shown()
    {
        await using var server = await InfluxServer.StartAsync(new InfluxServerOptions { AdminName = "admin", AdminPassword = "s3cret" });
        _door.Variables["CICADA_INFLUX_URL"] = $"{server.Address}mydb";
        _door.Variables["CICADA_INFLUX_USER"] = "admin";

        _door.Variables["CICADA_INFLUX_PASSWORD"] = "s3cret";
        Assert.Equal(0, await _door.RunToolAsync("influx check"));
        Assert.Contains("The server lets user 'admin' in.", _door.Output);

        Assert.Equal(2, await _door.RunToolAsync("influx check --influx-password s3cr3t"));
        Assert.Matches("bad +The InfluxDB at ", _door.Output);
        Assert.Contains("give the right password", _door.Output);
        Assert.Contains("A run cannot be recorded there like that. Not tried: database, write, read, clean up.", _door.Output);
        Assert.DoesNotContain("s3cr", _door.Output + _door.Error);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Several_are_checked_and_one_that_is_bad_is_enough_for_the_exit_code()
    {
        await using var server = await InfluxServer.StartAsync();

        Assert.Equal(2, await _door.RunToolAsync($"influx check {server.Address}mydb {server.Address}?database=d --json"));

        using var document = JsonDocument.Parse(_door.Output);
        var results = document.RootElement.EnumerateArray().ToArray();
        Assert.Equal([true, false], results.Select(result => result.GetProperty("can_record").GetBoolean()));
        Assert.Equal($"{server.Address}mydb", results[0].GetProperty("address").GetString());
        Assert.StartsWith("1.", results[0].GetProperty("server_version").GetString());
        Assert.Equal(
            ["reachable good", "version bad", "credentials not_tried", "database not_tried", "write not_tried", "read not_tried", "clean_up not_tried"],
            results[1].GetProperty("steps").EnumerateArray().Select(step => $"{step.GetProperty("step").GetString()} {step.GetProperty("finding").GetString()}"));
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_answered_with_sentences_without_secrets()
    {
        Assert.Equal(2, await _door.RunToolAsync("influx check"));
        Assert.Contains("was given no address", Assert.Single(_door.Problems));

        Assert.Equal(2, await _door.RunToolAsync("influx check http://bob:s3cret@h:8086 --influx-version 7"));
        Assert.Equal(2, _door.Problems.Length);

        Assert.Equal(2, await _door.RunToolAsync("influx check --influx-tokn s3cret http://h:8086/db"));
        Assert.Contains("The option '--influx-tokn' is unknown. Did you mean '--influx-token'?", Assert.Single(_door.Problems));

        Assert.Equal(2, await _door.RunToolAsync("--influx-tokn s3cret"));
        Assert.DoesNotContain("s3cret", _door.Error);

        Assert.Equal(2, await _door.RunToolAsync("influx chek http://h:8086/db"));
        Assert.Contains("The command 'chek' is unknown. Did you mean 'check'?", _door.Error);

        _door.WriteFile("cicada.conf", "influx-token s3cret\ninflux http://bob:s3cret@h/db\n");
        _door.Program = typeof(DoorUsers).Assembly;
        Assert.Equal(2, await _door.RunAsync("--headless -t 1s"));
        Assert.Contains("'./cicada.conf', line 1 has no '=' behind 'influx-token'", _door.Error);
        Assert.DoesNotContain("s3cret", _door.Error);
    }

    [Fact]
    public async Task The_group_shows_its_help()
    {
        Assert.Equal(0, await _door.RunToolAsync("influx"));
        Assert.Contains("check", _door.Output);
        Assert.Equal(0, await _door.RunToolAsync("influx check --help"));
        Assert.Contains("--influx-token <token>", _door.Output);
    }
}
