using System.Text;
using System.Text.Json;
using Cicada.Storage;
using Cicada.Tests.Import;
using static Cicada.Tests.Commands.DoorUsers;

namespace Cicada.Tests.Commands;

public sealed class ExchangeTests : IDisposable
{
    private readonly DoorFixture _door = new();

    public void Dispose() => _door.Dispose();

    [Theory]
    [InlineData("jsonl")]
    [InlineData("line-protocol")]
    [InlineData("csv")]
    [InlineData("parquet")]
    public async Task A_run_goes_out_and_comes_in_again(string format)
    {
        await RecordAsync();
        var shown = await ShownAsync("cicada.duckdb");

        Assert.Equal(0, await _door.RunToolAsync($"export latest --format {format} -o run.out"));
        Assert.Contains(" are in 'run.out'.", _door.Error);
        Assert.Equal(0, await _door.RunToolAsync("import run.out --store other.duckdb"));
        Assert.Contains("are imported", _door.Output);
        Assert.DoesNotContain("merged", _door.Output);

        var again = await ShownAsync("other.duckdb");
        Assert.Equal(shown.Run, again.Run);
        Assert.Equal((shown.Total.Count, shown.Total.Failures, shown.Total.Max), (again.Total.Count, again.Total.Failures, again.Total.Max));
        if (format is "jsonl" or "line-protocol")
        {
            Assert.Equal(RunSummaryJson.Serialize(shown), RunSummaryJson.Serialize(again));
        }
        else
        {
            Assert.Equal("imported from run.out", again.Note);
        }

        Assert.Equal(0, await _door.RunToolAsync("import run.out --store other.duckdb --note late"));
        Assert.Contains("(was there already, merged)", _door.Output);
        Assert.Contains("were left aside", _door.Error);
        Assert.Equal(RunSummaryJson.Serialize(again), RunSummaryJson.Serialize(await ShownAsync("other.duckdb")));
    }

    [Fact]
    public async Task A_report_is_one_file_and_nothing_for_a_terminal()
    {
        await RecordAsync();

        Assert.Equal(0, await _door.RunToolAsync("report latest -o run.html"));
        Assert.Contains("is in 'run.html', ", _door.Error);
        Assert.StartsWith("<!doctype html>", _door.Read("run.html"));
        Assert.Equal(0, await _door.RunToolAsync("report latest"));
        Assert.Equal("<!doctype"u8.ToArray(), _door.OutputBytes[..9]);

        _door.OutputIsTerminal = true;
        Assert.Equal(2, await _door.RunToolAsync("report latest"));
        Assert.Contains("Name a file: '-o run.html'.", _door.Error);
    }

    [Fact]
    public async Task The_file_s_name_says_the_format_where_nothing_else_does()
    {
        await RecordAsync();

        Assert.Equal(0, await _door.RunToolAsync("export latest -o run.parquet"));
        Assert.Equal("PAR1"u8.ToArray(), File.ReadAllBytes(_door.PathOf("run.parquet"))[..4]);
        Assert.Equal(0, await _door.RunToolAsync("export latest -o run.jsonl --json"));
        Assert.StartsWith("{\"measurement\":\"cicada_runs\"", _door.Read("run.jsonl"));
        Assert.Equal("jsonl", JsonDocument.Parse(_door.Output).RootElement.GetProperty("format").GetString());
        Assert.Equal(File.ReadLines(_door.PathOf("run.jsonl")).Count(), JsonDocument.Parse(_door.Output).RootElement.GetProperty("points").GetInt32());
    }

    [Fact]
    public async Task The_output_takes_every_format_and_a_terminal_takes_none_that_is_no_text()
    {
        await RecordAsync();

        Assert.Equal(0, await _door.RunToolAsync("export latest --format parquet"));
        Assert.Equal("PAR1"u8.ToArray(), _door.OutputBytes[^4..]);
        Assert.Equal(0, await _door.RunToolAsync("export latest --format line-protocol"));
        Assert.StartsWith("cicada_runs,run=", _door.Output);

        _door.OutputIsTerminal = true;
        Assert.Equal(2, await _door.RunToolAsync("export latest --format parquet"));
        Assert.Contains("-o run.parquet", _door.Error);
    }

    [Theory]
    [InlineData("export latest --format xml", "'jsonl'")]
    [InlineData("export latest --format jsonl --measurement cicada_users", "Leave '--measurement' out")]
    [InlineData("export latest --json", "'-o FILE'")]
    [InlineData("export nonsense --format jsonl", "'nonsense'")]
    [InlineData("export latest --measurement nonsense --format parquet -o x.parquet", "'nonsense'")]
    [InlineData("export latest --format jsonl -o nowhere/x", "there is no folder")]
    [InlineData("import missing.jsonl", "there is no such file")]
    [InlineData("import empty.jsonl", "it is empty")]
    [InlineData("import words.txt", "of no format that is known")]
    [InlineData("import words.txt --format jmeter", "no header of JMeter's")]
    [InlineData("import words.txt --format locust", "no history of Locust's")]
    [InlineData("import words.txt --format jsonl", "Nothing was imported")]
    [InlineData("import words.txt --format parquet", "cannot be read as parquet")]
    [InlineData("import words.txt --format k7", "Did you mean 'k6'?")]
    [InlineData("import words.txt --run-label nonsense --format jsonl", "A run label is 'nonsense'")]
    [InlineData("import .", "that is a folder")]
    [InlineData("import ''", "The file is ''")]
    [InlineData("import", "missing its <file>")]
    public async Task What_cannot_be_done_gets_a_sentence(string arguments, string words)
    {
        await RecordAsync();
        _door.WriteFile("empty.jsonl", "");
        _door.WriteFile("words.txt", "These are words.\nMore of them.\n");

        Assert.Equal(2, await _door.RunToolAsync(arguments));

        Assert.Contains(words, _door.Error);
        Assert.Empty(_door.Output);
        Assert.DoesNotContain("   at ", _door.Error);
        Assert.False(File.Exists(_door.PathOf("x.parquet")));
    }

    [Fact]
    public async Task Bad_lines_are_named_up_to_ten_and_counted()
    {
        var text = new StringBuilder("timeStamp,elapsed,label,success\n1795608000000,5,/,true\n");
        for (var i = 0; i < 15; i++)
        {
            text.Append("x\u001b[2J,5,/,true\n");
        }

        _door.WriteFile("bad.jtl", text.ToString());

        Assert.Equal(0, await _door.RunToolAsync("import bad.jtl --test shop --run-label team=a --note first"));

        Assert.Contains("15 lines of 'bad.jtl' could not be imported:", _door.Error);
        Assert.Contains("  line 3: its time stamp is", _door.Error);
        Assert.Contains("  line 12:", _door.Error);
        Assert.DoesNotContain("  line 13:", _door.Error);
        Assert.Contains("  and 5 more", _door.Error);
        Assert.DoesNotContain('\u001b', _door.Error);
        await _door.RunToolAsync("show latest --json");
        var summary = RunSummaryJson.Parse(_door.Output);
        Assert.Equal(("shop", "a", "first"), (summary.Test, summary.Labels["team"], summary.Note));

        Assert.Equal(0, await _door.RunToolAsync("import bad.jtl --json"));
        var document = JsonDocument.Parse(_door.Output).RootElement;
        Assert.Equal("jmeter", document.GetProperty("format").GetString());
        Assert.Equal(summary.Run, document.GetProperty("runs")[0].GetProperty("run").GetString());
        Assert.True(document.GetProperty("runs")[0].GetProperty("was_there").GetBoolean());
        Assert.Equal((1, 17, 15), (document.GetProperty("points_stored").GetInt32(), document.GetProperty("lines_read").GetInt32(), document.GetProperty("lines_bad").GetInt32()));
        Assert.Equal(3, document.GetProperty("bad")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task Results_of_other_programs_stand_in_the_list_beside_ones_own()
    {
        await RecordAsync();
        foreach (var name in (string[])["jmeter.csv", "jmeter.xml", "k6.json", "full_stats_history.csv"])
        {
            Assert.Equal(0, await _door.RunToolAsync(["import", ImportFixture.Sample(name)]));
        }

        Assert.Equal(0, await _door.RunToolAsync("runs --json"));
        var runs = JsonDocument.Parse(_door.Output).RootElement.EnumerateArray().ToList();
        Assert.Equal(["full", "jmeter", "jmeter", "k6", "shop"], runs.Select(run => run.GetProperty("test").GetString()).Order());
        Assert.All(runs, run => Assert.Equal("finished", run.GetProperty("state").GetString()));
        foreach (var run in runs)
        {
            Assert.Equal(0, await _door.RunToolAsync($"show {run.GetProperty("run").GetString()}"));
            Assert.Equal(0, await _door.RunToolAsync($"export {run.GetProperty("run").GetString()} --format line-protocol"));
        }
    }

    [Fact]
    public async Task A_run_that_was_interrupted_goes_out_and_stays_interrupted()
    {
        await using (var output = new StoreOutput(_door.Store))
        {
            var run = new RunDescription { Id = "r20261125-120000-abc", Test = "shop", State = RunState.Running, Started = DateTimeOffset.UnixEpoch.AddYears(56) };
            await output.OpenAsync(new OutputContext { Run = run }, TestContext.Current.CancellationToken);
            await output.WriteAsync(
                new OutputBatch
                {
                    Requests = new RequestSample[]
                    {
                        new() { Key = new RequestKey(0, "GET", "/", "U"), CompletedNanoseconds = 1_767_225_600_000_000_005, ResponseNanoseconds = 5 },
                    },
                },
                TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, await _door.RunToolAsync("export latest -o run.jsonl"));
        Assert.Equal(0, await _door.RunToolAsync("import run.jsonl --store other.duckdb"));

        var summary = await ShownAsync("other.duckdb");
        Assert.Equal((RunState.Interrupted, 1L), (summary.State, summary.Total.Count));
    }

    private async Task RecordAsync() => await _door.RunAsync(
        "--headless -i 10 --run-label team=a",
        test => test.Users.Add<GoodUser>());

    private async Task<RunSummary> ShownAsync(string store)
    {
        Assert.Equal(0, await _door.RunToolAsync($"show latest --json --store {store}"));
        return RunSummaryJson.Parse(_door.Output);
    }
}
