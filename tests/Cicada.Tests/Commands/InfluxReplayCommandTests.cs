using System.Globalization;
using System.Text.Json;
using Cicada.TestSupport;
using static Cicada.Tests.Commands.DoorUsers;

namespace Cicada.Tests.Commands;

public sealed class InfluxReplayCommandTests : IDisposable
{
    private readonly DoorFixture _door = new();
    private readonly int _port = LoopbackPorts.Free(1)[0];

    private string Away => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/mydb");

    private string Spool => _door.Store + ".spool";

    public void Dispose() => _door.Dispose();

    [Fact]
    public async Task What_waits_goes_where_it_was_to_go_and_only_once()
    {
        var run = await RecordAsync("");
        await using var server = await ScriptedInflux.StartAsync(port: _port);

        Assert.Equal(0, await _door.RunToolAsync("influx replay"));

        Assert.Matches(@$"^{run}: 10 requests and \d+ other points are delivered to {Away}\.\nEverything is delivered\.\n$", _door.Output.ReplaceLineEndings("\n"));
        Assert.Equal(10, server.Writes.SelectMany(write => write.Lines).Count(line => line.StartsWith("cicada_requests,", StringComparison.Ordinal)));
        Assert.Empty(SpoolFiles.Outputs(Spool));

        var sent = server.Writes.Count;
        Assert.Equal(0, await _door.RunToolAsync("influx replay"));
        Assert.Contains($"Nothing waits for an InfluxDB in '{Spool}', ", _door.Output);
        Assert.Equal(0, await _door.RunToolAsync($"influx replay {run}"));
        Assert.Contains($"Nothing of '{run}' waits for an InfluxDB in '{Spool}', ", _door.Output);
        Assert.Equal(sent, server.Writes.Count);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task What_waits_goes_elsewhere_when_it_is_told_so()
    {
        await using var server = await InfluxServer.StartAsync(new InfluxServerOptions { AdminName = "admin", AdminPassword = "s3cret" });
        var first = await RecordAsync("--spool elsewhere");
        var second = await RecordAsync("--spool elsewhere");
        _door.Variables["CICADA_INFLUX_USER"] = "admin";

        Assert.Equal(2, await _door.RunToolAsync($"influx replay --spool elsewhere --influx {server.Address}mydb --influx-password s3cr3t"));
        Assert.Contains("give the right password", _door.Output);
        Assert.Contains("Not everything is delivered.", _door.Output);
        Assert.DoesNotContain("s3cr", _door.Output + _door.Error);

        _door.Variables["CICADA_INFLUX_PASSWORD"] = "s3cret";
        Assert.Equal(0, await _door.RunToolAsync($"influx replay {second} --spool elsewhere --influx {server.Address}mydb --json"));
        using (var document = JsonDocument.Parse(_door.Output))
        {
            var one = Assert.Single(document.RootElement.GetProperty("runs").EnumerateArray());
            Assert.Equal((second, "influx", $"{server.Address}mydb", 10), (Text(one, "run"), Text(one, "output"), Text(one, "destination"), one.GetProperty("requests").GetInt32()));
            Assert.Equal((0, 0), (document.RootElement.GetProperty("files_waiting").GetInt32(), document.RootElement.GetProperty("refused").GetInt32()));
        }

        Assert.Equal((0, 10), (await CountAsync(server, first), await CountAsync(server, second)));
        Assert.Equal(0, await _door.RunToolAsync($"influx replay {first[..^2]} --spool elsewhere --influx {server.Address}mydb"));
        Assert.Equal((10, 10), (await CountAsync(server, first), await CountAsync(server, second)));
    }

    [Fact]
    public async Task What_the_server_still_does_not_take_stays_where_it_is()
    {
        await RecordAsync("--no-store");
        var spool = _door.PathOf("cicada-spool");
        Assert.Equal(["influx"], SpoolFiles.Outputs(spool));

        Assert.Equal(2, await _door.RunToolAsync("influx replay --influx-final-timeout 0"));

        Assert.Contains($": nothing is delivered to {Away}.", _door.Output);
        Assert.Matches(@"\d+ files? of run '.*' still waits?\.", _door.Output);
        Assert.Contains("nobody listens there", _door.Output);
        Assert.Equal(10, SpoolFiles.Of("influx", spool).Select(SpoolFiles.Read).Sum(file => file.Batch.Requests.Length));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Points_that_are_refused_are_set_aside_and_named()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.CreateDatabaseAsync("mydb");
        await server.WriteAsync("mydb", System.Text.Encoding.UTF8.GetBytes("cicada_requests response_time=\"a text\"\n"));
        var run = await RecordAsync("");

        Assert.Equal(6, await _door.RunToolAsync($"influx replay --influx {server.Address}mydb"));

        Assert.Contains("10 points were refused by '", _door.Output);
        Assert.Contains("Everything is delivered but what is named above.", _door.Output);
        var rejected = Assert.Single(Directory.EnumerateFiles(Spool, "*.rejected.lp", SearchOption.AllDirectories));
        Assert.Equal(10, File.ReadLines(rejected).Count(line => line.StartsWith("cicada_requests,", StringComparison.Ordinal)));
        Assert.Contains("finished", (await server.QueryAsync("mydb", $"SELECT last(state) FROM cicada_runs WHERE run = '{run}'")).ToString());
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_answered_with_sentences()
    {
        Assert.Equal(2, await _door.RunToolAsync("influx replay --influx localhost:8086/mydb --influx-password s3cret"));
        Assert.NotEmpty(_door.Problems);
        Assert.DoesNotContain("s3cret", _door.Error);

        Assert.Equal(2, await _door.RunToolAsync("influx replay --influx-bucket b"));
        Assert.Contains("The option '--influx-bucket' stands alone; without '--influx' each run goes where and how it was to go.", Assert.Single(_door.Problems));

        Assert.Equal(2, await _door.RunToolAsync("influx replay --influx-final-timeout soon"));
        Assert.Contains("The final timeout is 'soon'", _door.Error);
    }

    private async Task<string> RecordAsync(string options)
    {
        Assert.Equal(0, await _door.RunAsync(
            $"--headless -i 10 --only-summary --summary-json S.json --influx {Away} --influx-final-timeout 50ms {options}", test => test.Users.Add<GoodUser>()));
        return RunSummaryJson.Parse(_door.Read("S.json")).Run;
    }

    private static Task<long> CountAsync(InfluxServer server, string run) => server.CountAsync("mydb", where: $"run = '{run}'");

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
