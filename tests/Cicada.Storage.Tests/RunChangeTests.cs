using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Storage.Tests;

public sealed class RunChangeTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly FakeTimeProvider _clock = new(Some.Started.AddDays(1));

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Labels_and_a_note_are_changed_without_touching_what_was_written()
    {
        var document = await RecordAsync("r1");

        using (var history = Open())
        {
            var remarks = history.Label("latest", Labels("team=shop", "branch=", "build=1412"), _clock);
            Assert.Equal(["build=1412", "team=shop"], Texts(remarks.Labels));
            Assert.Equal("after the index", history.Annotate("r1", "after the index", _clock).Note);
        }

        using var again = RunHistory.Open(_store.Path);
        var summary = again.ReadSummary("r1");
        Assert.Equal(["build=1412", "team=shop"], Texts(summary.Labels));
        Assert.Equal("after the index", summary.Note);
        Assert.Equal(summary.Labels, again.List()[0].Labels);
        Assert.Equal(RunSummaryJson.Serialize(summary), again.ReadDocument("r1"));
        Assert.Equal((Some.Started, Some.Started.AddSeconds(60)), (summary.Started, summary.Ended));
        Assert.Equal([[document]], _store.Rows("SELECT summary FROM cicada_runs WHERE summary IS NOT NULL"));
        Assert.Equal(4L, _store.Scalar("SELECT count(*) FROM cicada_runs"));
        Assert.Equal(1L, _store.Scalar("SELECT count(DISTINCT (run, test)) FROM cicada_runs"));
    }

    [Fact]
    public async Task What_is_changed_back_leaves_the_document_letter_by_letter()
    {
        var document = await RecordAsync("r1", " ");

        using var history = Open();
        history.Label("r1", Labels("branch=other", "x=y"), _clock);
        Assert.NotEqual(document, history.ReadDocument("r1"));
        history.Label("r1", Labels("branch=main", "x="), _clock);
        history.Annotate("r1", "a", _clock);
        history.Annotate("r1", "", _clock);
        history.Pin("r1", _clock);
        history.Unpin("r1", _clock);

        Assert.Equal(document, history.ReadDocument("r1"));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_writes_nothing()
    {
        await RecordAsync("r1");

        using (var history = Open())
        {
            history.Label("r1", Labels("branch=main", "nothing="), _clock);
            history.Annotate("r1", "", _clock);
            Assert.False(history.Unpin("r1", _clock));
        }

        Assert.Equal(2L, _store.Scalar("SELECT count(*) FROM cicada_runs"));
    }

    [Fact]
    public async Task The_later_of_two_changes_holds_also_where_the_clock_goes_backwards()
    {
        await RecordAsync("r1");

        using var history = Open();
        history.Annotate("r1", "first", _clock);
        history.Annotate("r1", "second", _clock);
        history.Annotate("r1", "third", new FakeTimeProvider(Some.Started.AddYears(-1)));

        Assert.Equal("third", history.ReadSummary("r1").Note);
        Assert.Equal(Some.Started, history.ReadSummary("r1").Started);
    }

    [Fact]
    public async Task A_run_that_was_interrupted_can_be_labelled_and_did_not_last_longer_for_it()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Samples(Some.Key(), 3)));

        using var history = Open();
        history.Label("latest", Labels("team=shop"), _clock);
        history.Annotate("latest", "killed", _clock);
        history.Pin("latest", _clock);
        var run = history.ReadSummary("latest");

        Assert.Equal((RunState.Interrupted, "killed", true), (run.State, run.Note, run.Baseline));
        Assert.Equal(["branch=main", "team=shop"], Texts(run.Labels));
        Assert.Equal(Some.Started, run.Ended);
        Assert.Contains("\"baseline\": true", history.ReadDocument("latest"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_said_about_a_run_while_it_is_on_outlives_its_end()
    {
        var run = Some.Run();
        using var file = StoreFile.OpenOrCreate(_store.Path, "");
        var recorder = new RunRecorder(file, run);
        recorder.WriteStart(run);
        var stored = Assert.Single(StoredRun.ReadAll(file));
        new RunChange(file, new FakeTimeProvider(Some.Started.AddSeconds(5))).Labels(stored, new Dictionary<string, string> { ["team"] = "shop" });
        recorder.WriteEnd(run, Some.Summary(run, 0));

        stored = Assert.Single(StoredRun.ReadAll(file));
        Assert.Equal(["team=shop"], Texts(stored.Bring(RunSummaryJson.Parse(stored.Document!)).Labels));
    }

    [Fact]
    public async Task A_test_has_one_baseline_and_pinning_another_run_moves_it()
    {
        await RecordAsync("r1");
        await RecordAsync("r2");
        await RecordAsync("r3", test: "other");

        using (var history = Open())
        {
            Assert.Null(history.Pin("r1", _clock));
            Assert.Null(history.Pin("r3", _clock));
            Assert.Equal("r1", history.Pin("r1", _clock));
            Assert.Equal("r1", history.Pin("r2", _clock));
            Assert.Equal(("r2", "r3"), (history.FindBaseline("shop"), history.FindBaseline("other")));
            Assert.Equal(["r2", "r3"], history.List().Where(run => run.Baseline).Select(run => run.Run).Order());
        }

        using (var history = Open())
        {
            Assert.True(history.Unpin("r2", _clock));
            Assert.Null(history.FindBaseline("shop"));
            Assert.Null(history.Pin("r1", _clock));
            Assert.True(history.ReadRemarks("r1").Baseline);
        }
    }

    [Fact]
    public async Task Runs_are_filtered_by_test_labels_and_number()
    {
        await RecordAsync("r1", day: 1);
        await RecordAsync("r2", day: 2);
        await RecordAsync("r3", test: "other", day: 3);
        await RecordAsync("r4", day: 4);
        using var history = Open();
        history.Label("r1", Labels("team=shop", "build=1"), _clock);
        history.Label("r2", Labels("team=shop", "build=2"), _clock);
        history.Label("r3", Labels("team=shop"), _clock);

        Assert.Equal(["r4", "r2", "r1"], Found(new() { Test = "shop" }));
        Assert.Equal(["r3", "r2", "r1"], Found(new() { Labels = Wanted("team=shop") }));
        Assert.Equal(["r2"], Found(new() { Labels = Wanted("team=shop", "build=2") }));
        Assert.Equal(["r4", "r3"], Found(new() { Labels = Wanted("build=") })); // those without
        Assert.Equal(["r2"], Found(new() { Test = "shop", Labels = Wanted("team=shop"), Limit = 1 }));
        Assert.Empty(Found(new() { Test = "Shop" }));
        Assert.Equal(["other", "shop"], history.Tests());

        IEnumerable<string> Found(RunFilter filter) => history.List(filter).Select(run => run.Run);
    }

    [Theory]
    [InlineData("", "v", "The key of a run label is ''")]
    [InlineData(" ", "v", "The key of a run label is ' '")]
    [InlineData("a=b", "v", "without '='")]
    [InlineData("a\nb", "v", "U+000A")]
    [InlineData("k", "a\0b", "U+0000")]
    [InlineData("k", "\u009b1m", "U+009B")]
    public async Task A_label_that_cannot_be_is_refused_with_a_sentence(string key, string value, string part)
    {
        var document = await RecordAsync("r1");
        using var history = Open();

        var refused = Assert.Throws<StoreException>(() => history.Label("r1", new Dictionary<string, string?> { [key] = value }, _clock));

        Assert.Contains(part, refused.Message, StringComparison.Ordinal);
        Assert.Equal(document, history.ReadDocument("r1"));
    }

    [Fact]
    public async Task Texts_have_a_longest_length_and_a_run_a_number_of_labels()
    {
        await RecordAsync("r1");
        using var history = Open();

        Assert.Contains("101 characters; expected 100 at most", Refused(new string('k', 101), "v"), StringComparison.Ordinal);
        Assert.Contains("1001 characters; expected 1000 at most", Refused("k", new string('v', 1001)), StringComparison.Ordinal);
        Assert.Contains("10001 characters; expected 10000 at most", Assert.Throws<StoreException>(() => history.Annotate("r1", new string('n', 10_001))).Message, StringComparison.Ordinal);
        Assert.Contains("U+D83E", Refused("k", "half a cricket \ud83e"), StringComparison.Ordinal);
        Assert.Contains("U+001B", Assert.Throws<StoreException>(() => history.Annotate("r1", "a\u001b[2J")).Message, StringComparison.Ordinal);
        history.Label("r1", new Dictionary<string, string?> { [new string('k', 100)] = new string('v', 1000) }, _clock);
        history.Annotate("r1", "two\r\nlines\tand " + new string('n', 9_000) + " 🦗", _clock);
        Assert.Contains("101 labels", Assert.Throws<StoreException>(
            () => history.Label("r1", Enumerable.Range(0, 99).ToDictionary(i => $"k{i}", string? (i) => "v"))).Message, StringComparison.Ordinal);

        Assert.EndsWith(" 🦗", history.ReadSummary("r1").Note, StringComparison.Ordinal);
        Assert.Equal(2, history.ReadSummary("r1").Labels.Count);

        string Refused(string key, string value) =>
            Assert.Throws<StoreException>(() => history.Label("r1", new Dictionary<string, string?> { [key] = value })).Message;
    }

    [Fact]
    public async Task An_unknown_run_is_answered_with_the_newest()
    {
        await RecordAsync("r1");
        using var history = Open();

        Assert.All(
            (Action[])[() => history.Label("x", Labels("a=b")), () => history.Annotate("x", ""), () => history.Pin("x"), () => history.Unpin("x")],
            act => Assert.Contains("the newest are 'r1'", Assert.Throws<StoreException>(act).Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_opened_to_read_takes_no_changes()
    {
        await RecordAsync("r1");
        using var history = RunHistory.Open(_store.Path);

        Assert.All(
            (Action[])[() => history.Label("r1", Labels("a=b")), () => history.Annotate("r1", "n"), () => history.Pin("r1"), () => history.Unpin("r1")],
            act => Assert.Throws<InvalidOperationException>(act));
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task Whatever_is_set_and_removed_the_labels_are_those_of_a_dictionary()
    {
        await RecordAsync("r1");
        using var history = Open();
        var expected = new Dictionary<string, string> { ["branch"] = "main" };
        var key = Gen.Int[0, 5].Select(i => ((string[])["a", "b", "branch", "ä", "K k", "日本"])[i]);
        var value = Gen.OneOf(Gen.Const(""), Gen.String[Gen.Char[' ', '~'], 1, 20], Gen.Const("\"quoted\" \\ 🦗"));

        Gen.Select(key, value).Array[1, 4].Array[1, 5].Sample(
            rounds =>
            {
                foreach (var round in rounds)
                {
                    var changes = round.GroupBy(change => change.Item1).ToDictionary(group => group.Key, string? (group) => group.Last().Item2);
                    history.Label("r1", changes, _clock);
                    foreach (var (changed, text) in changes)
                    {
                        _ = text!.Length == 0 ? expected.Remove(changed) : (expected[changed] = text).Length > 0;
                    }
                }

                Assert.Equal(Texts(expected), Texts(history.ReadSummary("r1").Labels));
                Assert.Equal(Texts(expected), Texts(RunSummaryJson.Parse(history.ReadDocument("r1")).Labels));
            },
            iter: 40,
            threads: 1);
    }

    private RunHistory Open() => RunHistory.Open(_store.Path, StoreAccess.Change);

    private async Task<string> RecordAsync(string id, string warning = "", string test = "shop", int day = 0)
    {
        var run = Some.Run(id) with { Test = test, Started = Some.Started.AddDays(day) };
        var summary = Some.Summary(run, 2) with { Warnings = [warning] };
        await _store.RecordAsync(run, Some.Batch(Some.Samples(Some.Key(), 2)), summary);
        return RunSummaryJson.Serialize(summary);
    }

    private static Dictionary<string, string?> Labels(params string[] pairs) => pairs.ToDictionary(pair => pair.Split('=')[0], string? (pair) => pair.Split('=')[1]);

    private static Dictionary<string, string> Wanted(params string[] pairs) => pairs.ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1]);

    private static IEnumerable<string> Texts(IEnumerable<KeyValuePair<string, string>> labels) =>
        labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal);
}
