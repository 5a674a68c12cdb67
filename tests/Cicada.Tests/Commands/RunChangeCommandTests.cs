using System.Text.Json;
using static Cicada.Tests.Commands.DoorUsers;

namespace Cicada.Tests.Commands;

public sealed class RunChangeCommandTests : IDisposable
{
    private readonly DoorFixture _door = new();

    public void Dispose() => _door.Dispose();

    [Fact]
    public async Task Labels_are_shown_set_replaced_and_removed()
    {
        var run = await RecordAsync();

        Assert.Equal($"The run '{run}' has no labels.", await SayAsync("label latest"));
        Assert.Equal($"The run '{run}' has the labels build=1412, team=shop.", await SayAsync("label latest team=shop build=1412"));
        Assert.Equal($"The run '{run}' has the labels build=1413, team=shop.", await SayAsync($"label {run[..^1]} build=1413"));
        Assert.Equal($"The run '{run}' has the labels build=1413.", await SayAsync("label latest team="));
        Assert.Equal($"The run '{run}' has the labels url=http://x/?a=b.", await SayAsync("label latest --remove build url=http://x/?a=b --remove nothing"));

        var json = JsonDocument.Parse(await SayAsync("label latest --json")).RootElement;
        Assert.Equal(run, json.GetProperty("run").GetString());
        Assert.Equal("http://x/?a=b", json.GetProperty("labels").GetProperty("url").GetString());
        Assert.Equal(("shop", "", false), (json.GetProperty("test").GetString(), json.GetProperty("note").GetString(), json.GetProperty("baseline").GetBoolean()));
        Assert.Contains("\"url\": \"http://x/?a=b\"", await SayAsync("show latest --json"));
    }

    [Fact]
    public async Task A_note_is_shown_written_and_removed()
    {
        var run = await RecordAsync();

        Assert.Equal($"The run '{run}' has no note.", await SayAsync("note latest"));
        Assert.Equal($"The run '{run}' has the note:\nafter the index was added", await SayAsync("note latest 'after the index was added'"));
        Assert.Equal($"The run '{run}' has the note:\nwithout any quotes", await SayAsync("note latest without any quotes"));
        Assert.Equal($"The run '{run}' has the note:\n-5 % slower", await SayAsync("note latest '-5 % slower'"));
        Assert.Equal($"The run '{run}' has the note:\n- a dash", await SayAsync("note latest '- a dash'"));
        Assert.Equal($"The run '{run}' has the note:\n--yes", await SayAsync("note latest -- --yes"));
        Assert.Equal($"The run '{run}' has the note:\n--yes", await SayAsync("note latest"));
        Assert.Contains("\"note\": \"--yes\"", await SayAsync("note latest --json"));
        Assert.Contains("--yes", await SayAsync("show latest"));
        Assert.Equal($"The run '{run}' has no note.", await SayAsync("note latest ''"));
    }

    [Fact]
    public async Task A_note_of_several_lines_does_nothing_to_the_terminal()
    {
        await RecordAsync();

        Assert.Equal(0, await _door.RunToolAsync(["note", "latest", "one\n\ttwo"]));
        Assert.EndsWith("one\n two\n", _door.Output.ReplaceLineEndings("\n"));
        Assert.Equal(2, await _door.RunToolAsync(["note", "latest", "\u001b[2J"]));
        Assert.Contains("U+001B", Assert.Single(_door.Problems));
        Assert.DoesNotContain('\u001b', _door.Error);
    }

    [Fact]
    public async Task Pinning_another_run_moves_the_baseline_and_says_so()
    {
        var first = await RecordAsync();
        var second = await RecordAsync();

        Assert.Equal($"The run '{first}' is not the baseline of test 'shop', which has none.", await SayAsync($"unpin {first}"));
        Assert.Equal($"The run '{first}' is the baseline of test 'shop' now.", await SayAsync($"pin {first}"));
        Assert.Equal($"The run '{first}' is the baseline of test 'shop' already.", await SayAsync($"pin {first}"));
        Assert.Equal($"The run '{second}' is the baseline of test 'shop' now. Until now that was '{first}'.", await SayAsync($"pin {second}"));
        Assert.Equal($"The run '{first}' is not the baseline of test 'shop'; that is '{second}'.", await SayAsync($"unpin {first}"));
        Assert.Contains($"{second} (baseline)", await SayAsync("runs"));
        Assert.DoesNotContain($"{first} (baseline)", _door.Output);
        Assert.Contains("baseline of its test", await SayAsync($"show {second}"));

        var json = JsonDocument.Parse(await SayAsync($"pin {first} --json")).RootElement;
        Assert.Equal((true, second), (json.GetProperty("baseline").GetBoolean(), json.GetProperty("baseline_before").GetString()));
        Assert.Equal($"The run '{first}' is no longer the baseline of test 'shop'.", await SayAsync($"unpin {first}"));
        Assert.False(JsonDocument.Parse(await SayAsync($"unpin {first} --json")).RootElement.GetProperty("baseline").GetBoolean());
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(await SayAsync($"pin {first} --json")).RootElement.GetProperty("baseline_before").ValueKind);
    }

    [Fact]
    public async Task Runs_are_filtered_and_tell_their_size()
    {
        var first = await RecordAsync("--run-label team=shop");
        var second = await RecordAsync("--run-label team=shop --test other");
        var third = await RecordAsync();

        Assert.Equal([third, second, first], await FoundAsync(""));
        Assert.Equal([third, first], await FoundAsync("--test shop"));
        Assert.Equal([second, first], await FoundAsync("--label team=shop"));
        Assert.Equal([first], await FoundAsync("--label team=shop --test shop"));
        Assert.Equal([third], await FoundAsync("--label team="));
        Assert.Equal([third, second], await FoundAsync("--limit 2"));
        Assert.Empty(await FoundAsync("--label team=other"));

        var head = JsonDocument.Parse(await SayAsync("runs --json --limit 1")).RootElement[0];
        Assert.InRange(head.GetProperty("size_bytes").GetInt64(), 1, new FileInfo(_door.Store).Length);
        Assert.False(head.GetProperty("baseline").GetBoolean());
        Assert.Contains("kB", await SayAsync("runs"));
        Assert.Equal("There is no run of test 'shp' in 'cicada.duckdb'. Did you mean 'shop'?", (await SayAsync("runs --test shp")).Replace(_door.Store, "cicada.duckdb", StringComparison.Ordinal));
        Assert.Contains("There is no run of test 'shop' with label 'a=b' and without label 'c' in", await SayAsync("runs --test shop --label a=b --label c="));
    }

    [Fact]
    public async Task Prune_lists_and_deletes_what_no_rule_keeps()
    {
        var first = await RecordAsync();
        var second = await RecordAsync();
        var other = await RecordAsync("--test other");
        var third = await RecordAsync();
        await SayAsync($"pin {first}");

        Assert.Equal("There is nothing to delete: all 4 runs stay.", await SayAsync("prune --keep 30d"));
        Assert.Equal("There is nothing to delete: the one run stays.", await SayAsync("prune --keep-last 1 --test other"));
        Assert.Contains("There is no run of test 'x' in", await SayAsync("prune --keep-last 1 --test x"));

        var listed = await SayAsync("prune --keep-last 1 --dry-run");
        Assert.Contains(second, listed);
        Assert.All((string[])[first, other, third], run => Assert.DoesNotContain(run, listed));
        Assert.Contains("1 run would be deleted, about ", listed);
        Assert.EndsWith("; 3 runs would stay.", listed);

        var json = JsonDocument.Parse(await SayAsync("prune --keep-last 1 --dry-run --json")).RootElement;
        Assert.True(json.GetProperty("dry_run").GetBoolean());
        Assert.Equal(second, Assert.Single(json.GetProperty("runs").EnumerateArray()).GetProperty("run").GetString());
        Assert.Equal(3, json.GetProperty("kept").GetInt32());
        Assert.False(json.TryGetProperty("reusable_bytes", out _));

        Assert.Equal(2, await _door.RunToolAsync("prune --keep-last 1"));
        Assert.Contains("Nothing is deleted: 1 run would go", Assert.Single(_door.Problems));
        Assert.Equal(4, (await FoundAsync("")).Count);

        Assert.StartsWith("1 run deleted, about ", await SayAsync("prune --keep-last 1 --yes"));
        Assert.Contains("; 3 runs stay. ", _door.Output);
        Assert.Equal([third, other, first], await FoundAsync(""));

        Assert.Equal(0, JsonDocument.Parse(await SayAsync("prune --keep-last 1 --yes --json")).RootElement.GetProperty("runs").GetArrayLength());
    }

    [Theory]
    [InlineData("y", 0, 1)]
    [InlineData("n", 2, 3)]
    public async Task Prune_asks_with_a_list_where_there_is_somebody_to_ask(string answer, int code, int left)
    {
        var first = await RecordAsync();
        await RecordAsync();
        await RecordAsync();
        _door.InputIsTerminal = true;
        _door.Typed = answer + "\n";

        Assert.Equal(code, await _door.RunToolAsync("prune --keep-last 1"));

        Assert.Contains(first, _door.Error);
        Assert.Contains("Delete these 2 runs, about ", _door.Error);
        Assert.Contains("and keep 1 run? It cannot be undone. [y/N]", _door.Error);
        Assert.Equal(left, (await FoundAsync("")).Count);
    }

    [Fact]
    public async Task Delete_says_what_becomes_of_the_room()
    {
        await RecordAsync();
        var run = await RecordAsync();

        Assert.Matches($"^The run '{run}' is deleted. (.* are free for runs to come|The room in .*)", await SayAsync("delete latest --yes"));
        var json = JsonDocument.Parse(await SayAsync("delete latest --yes --json")).RootElement;
        Assert.Equal(2, json.EnumerateObject().Count());
        Assert.True(json.GetProperty("reusable_bytes").GetInt64() >= 0);
    }

    [Theory]
    [InlineData("label latest shop", "The run label is 'shop'; expected a key, '=' and a value. Write for instance 'team=shop'.")]
    [InlineData("label latest =shop", "The run label is '=shop'")]
    [InlineData("label latest team=a --remove team", "'team' is to be set to 'a' and to be removed")]
    [InlineData("label latest 'a\nb=c'", "U+000A")]
    [InlineData("label r9 a=b", "the newest are 'r")]
    [InlineData("label", "missing its <run>")]
    [InlineData("note r9 text", "There is no run 'r9'")]
    [InlineData("pin r9", "There is no run 'r9'")]
    [InlineData("unpin r9", "There is no run 'r9'")]
    [InlineData("runs --label team", "The run label is 'team'")]
    [InlineData("runs --limit 0", "The number of runs to list is '0'")]
    [InlineData("runs --limit many", "The number of runs to list is 'many'")]
    [InlineData("runs --limit", "'--limit' has no value")]
    [InlineData("prune", "was not told which runs to keep")]
    [InlineData("prune --yes", "was not told which runs to keep")]
    [InlineData("prune --keep 30", "The age up to which runs are kept is '30'; expected years, weeks, days or hours")]
    [InlineData("prune --keep 6m", "is '6m'")]
    [InlineData("prune --keep 0d", "is '0d'")]
    [InlineData("prune --keep-last 0", "The number of runs to keep is '0'; expected a whole number of 1 or more. Write for instance '--keep-last 50'.")]
    [InlineData("prune --keep-last -1", "'-1'")]
    [InlineData("prune --kepe 30d", "Did you mean '--keep'?")]
    public async Task What_cannot_be_is_refused_with_a_sentence_and_changes_nothing(string arguments, string part)
    {
        await RecordAsync();
        var before = await SayAsync("show latest --json");

        Assert.Equal(2, await _door.RunToolAsync(arguments));

        Assert.Contains(part, _door.Error);
        Assert.DoesNotContain("   at ", _door.Error);
        Assert.Equal("", _door.Output);
        Assert.Equal(before, await SayAsync("show latest --json"));
    }

    [Theory]
    [InlineData("label latest")]
    [InlineData("note latest x")]
    [InlineData("pin latest")]
    [InlineData("prune --keep 1d")]
    public async Task Without_a_store_there_is_a_sentence_and_none_is_made(string arguments)
    {
        Assert.Equal(2, await _door.RunToolAsync(arguments + " --store other.duckdb"));

        Assert.Contains("There is no store", Assert.Single(_door.Problems));
        Assert.False(File.Exists(_door.PathOf("other.duckdb")));
    }

    private async Task<string> RecordAsync(string arguments = "")
    {
        Assert.Equal(0, await _door.RunAsync($"--headless -i 10 --json {arguments}", test => test.Users.Add<GoodUser>()));
        return RunSummaryJson.Parse(_door.Output).Run;
    }

    private async Task<string> SayAsync(string arguments)
    {
        var code = await _door.RunToolAsync(arguments);
        Assert.True(code == 0, _door.Error);
        return _door.Output.ReplaceLineEndings("\n").Trim();
    }

    private async Task<IReadOnlyList<string?>> FoundAsync(string filter)
    {
        using var heads = JsonDocument.Parse(await SayAsync($"runs --json {filter}"));
        return [.. heads.RootElement.EnumerateArray().Select(head => head.GetProperty("run").GetString())];
    }
}
