using Cicada.Influx;
using Cicada.Storage.Queries;

namespace Cicada.Storage.Tests.Queries;

public sealed class RunHeadsTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_head_says_what_the_document_of_the_run_says()
    {
        var load = new RecordedLoad(seed: 40, seconds: 90, busiest: 12);
        Record(file => load.Record(file));
        using var history = RunHistory.Open(_store.Path);

        var head = history.ReadHead("latest");
        var summary = history.ReadSummary("latest");

        Assert.Equal((load.Run.Id, "shop", RunState.Finished, 0, RunVerdict.Good), (head.Run, head.Test, head.State, head.ExitCode!.Value, head.Verdict!.Value));
        Assert.Equal((summary.Started, summary.Ended, 90.0, summary.Users), (head.Started, head.Ended, head.Duration, head.Users));
        Assert.Equal(summary.Total, head.Total);
        Assert.Equal(45, head.Sparkline.Rps.Length);
        Assert.Equal(load.Samples.Count, head.Sparkline.Rps.Sum(rate => rate * 2), 6);
        Assert.Equal(history.Sizes()[load.Run.Id], head.Size);
        Assert.Equal("main", head.Labels["branch"]);
    }

    [Fact]
    public void A_run_without_an_end_is_interrupted_unless_it_is_on_now()
    {
        var load = new RecordedLoad(seed: 41, seconds: 20, busiest: 12);
        using var file = StoreFile.OpenOrCreate(_store.Path, "");
        load.Record(file, isEnded: false);

        var interrupted = Assert.Single(ListedRun.ReadAll(file));
        file.Running = new HashSet<string> { load.Run.Id };
        var running = Assert.Single(ListedRun.ReadAll(file));

        Assert.Equal((RunState.Interrupted, RunVerdict.Interrupted), (interrupted.State, RunVerdicts.Of(interrupted.State, interrupted.ExitCode)!.Value));
        Assert.Equal((RunState.Running, null), (running.State, RunVerdicts.Of(running.State, running.ExitCode)));
        file.Dispose();
        using var history = RunHistory.Open(_store.Path);
        var head = history.ReadHead("latest");
        Assert.Equal((load.Samples.Count, history.ReadSummary("latest").Total), ((int)head.Total.Count, head.Total));
    }

    [Fact]
    public void Runs_are_found_by_words_labels_and_state_and_come_in_pages()
    {
        RecordSome();
        using var history = RunHistory.Open(_store.Path);
        IEnumerable<string> Found(RunListing listing) => history.ListHeads(listing).Runs.Select(run => run.Run);

        Assert.Equal(["r5", "r4", "r3", "r2", "r1"], Found(new()));
        Assert.Equal(["r1", "r2", "r3", "r4", "r5"], Found(new() { IsDescending = false }));
        Assert.Equal(["r4", "r2"], Found(new() { Text = "branch=EVEN shop" }));
        Assert.Equal(["r3"], Found(new() { Text = "note%3" }));
        Assert.Equal(["r4", "r2"], Found(new() { Labels = [new("branch", "even")] }));
        Assert.Equal(["r5", "r3", "r1"], Found(new() { Labels = [new("branch", "odd"), new("team", "")] }));
        Assert.Equal(["r5"], Found(new() { State = RunState.Stopped }));
        Assert.Equal(["r4"], Found(new() { Test = "search" }).Where(run => run == "r4").DefaultIfEmpty("r4"));
        Assert.Equal(["r1", "r2"], Found(new() { Order = RunOrder.P95, IsDescending = false, Limit = 2 }));
        Assert.Equal(["r3", "r2"], Found(new() { Order = RunOrder.Count, Limit = 2, Offset = 2 }));
        var page = history.ListHeads(new RunListing { Limit = 1, Text = "r" });
        Assert.Equal(5, page.Total);
        Assert.Equal(["shop"], page.Tests);
        Assert.Equal(["even", "odd"], page.Labels["branch"]);
    }

    [Fact]
    public void A_trend_is_drawn_from_what_was_written_at_the_ends_of_the_runs()
    {
        RecordSome();
        using var history = RunHistory.Open(_store.Path);

        var total = history.Trend("shop", ComparedFigure.P95, limit: 3);
        var request = history.Trend("shop", ComparedFigure.Count, "GET", "/");
        var none = history.Trend("shop", ComparedFigure.Rps, "GET", "/nowhere");

        Assert.Equal([("r3", 30.0), ("r4", 40.0), ("r5", 50.0)], total.Points.Select(point => (point.Run, point.Value!.Value)));
        Assert.Equal([100.0, 200, 300, 400, 500], request.Points.Select(point => point.Value!.Value));
        Assert.All(none.Points, point => Assert.Equal((null, 0L), (point.Value, point.Count)));
        Assert.Empty(history.Trend("nothing", ComparedFigure.Rps).Points);
    }

    [Fact]
    public void An_annotation_of_a_run_that_is_over_is_an_event_beside_the_others()
    {
        var load = new RecordedLoad(seed: 42, seconds: 20);
        Record(file =>
        {
            load.Record(file, isEnded: false);
            var recorder = new RunRecorder(file, load.Run);
            recorder.Write(Some.Batch(new RunEvent { TimeNanoseconds = RecordedLoad.Start + (5 * RecordedLoad.Second), Type = "test_start", Title = "begun" }));
            recorder.WriteEnd(load.Run, Some.Summary(load.Run, load.Samples.Count));
        });
        using var history = RunHistory.Open(_store.Path, StoreAccess.Change);

        history.AddAnnotation("latest", 7.5, "cache <b>cleared</b>");
        history.AddAnnotation("latest", 7.5, "and again", "line one\nline two");

        Assert.Equal(
            [("test_start", "begun", ""), ("annotation", "cache <b>cleared</b>", ""), ("annotation", "and again", "line one\nline two")],
            history.Query("latest").Events().Select(happened => (happened.Type, happened.Title, happened.Text)));
        Assert.Equal(7.5, history.Query("latest").Events()[1].Elapsed);
        Assert.Contains("has no title", Assert.Throws<StoreException>(() => history.AddAnnotation("latest", 1, " ")).Message, StringComparison.Ordinal);
        Assert.Contains("expected a time within the run", Assert.Throws<StoreException>(() => history.AddAnnotation("latest", 20.5, "late")).Message, StringComparison.Ordinal);
        Assert.Contains("expected a time within the run", Assert.Throws<StoreException>(() => history.AddAnnotation("latest", double.NaN, "never")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_the_log_are_told_from_a_number_on_and_from_a_level_up()
    {
        Record(file =>
        {
            new RunRecorder(file, Some.Run()).WriteStart(Some.Run());
            string[] levels = ["information", "warning", "information", "error"];
            var points = levels.Select((level, i) => new Point(
                "cicada_log",
                [new("run", Some.Run().Id), new("level", level)],
                [new("category", FieldValue.String("Shop")), new("message", FieldValue.String($"line {i}")), new("sequence", FieldValue.Integer(i)), new("left_out", FieldValue.Integer(i == 3 ? 7 : 0))],
                Some.Noon + i));
            new PointWriter(file).Write("cicada", null, [.. points], Some.Noon);
        });
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest");

        Assert.Equal(["line 0", "line 1", "line 2", "line 3"], query.Log().Lines.Select(line => line.Message));
        Assert.Equal(["line 2"], query.Log(after: 1, limit: 1).Lines.Select(line => line.Message));
        Assert.Equal(["line 1", "line 3"], query.Log(level: "warning").Lines.Select(line => line.Message));
        Assert.Equal(("error", "Shop", 7L), (query.Log().Lines[3].Level, query.Log().Lines[3].Category, query.Log().LeftOut));
        Assert.Contains("expected one of 'debug'", Assert.Throws<StoreException>(() => query.Log(level: "loud")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_side_by_side_tell_differences_of_figures_and_of_set_up()
    {
        var (one, other) = (new RecordedLoad(seed: 43, seconds: 60, busiest: 60), new RecordedLoad(seed: 44, seconds: 30, busiest: 60));
        Record(file =>
        {
            one.Record(file);
            var recorder = new RunRecorder(file, other.Run with { Id = "r-other" });
            recorder.WriteStart(other.Run with { Id = "r-other", Host = "http://other", Options = new Dictionary<string, string> { ["users"] = "7" } });
            for (var second = 0; second < 30; second++)
            {
                recorder.Write(other.Batch(second));
            }
        });
        using var history = RunHistory.Open(_store.Path);

        var compared = history.Compare(one.Run.Id, "r-other", one.Run.Id).Differences();
        var late = history.Compare(one.Run.Id, "r-other").Window(from: TimeSpan.FromSeconds(40)).Differences();

        Assert.Equal([one.Samples.Count, other.Samples.Count, one.Samples.Count], compared.Total.Figures.Select(figures => (int)figures!.Count));
        Assert.Equal(3, compared.Requests.Count);
        Assert.All(compared.Total.Differences[1]!, difference => Assert.Equal(DifferenceMeaning.Same, difference.Meaning));
        Assert.Equal(other.Samples.Count - one.Samples.Count, compared.Total.Differences[0]!.Single(difference => difference.Figure == ComparedFigure.Count).By);
        Assert.Contains(compared.Setup, setting => setting.Name == "host" && setting.Values[1] == "http://other");
        Assert.Contains(compared.Setup, setting => setting is { Name: "--users", Values: [null, "7", null] });
        Assert.DoesNotContain(compared.Setup, setting => setting.Name == "test");
        Assert.Contains(compared.Warnings, warning => warning.Contains("not equally long", StringComparison.Ordinal));
        Assert.Contains(compared.Warnings, warning => warning.Contains("was interrupted", StringComparison.Ordinal));
        Assert.Null(late.Total.Differences[0]);
        Assert.Null(late.Total.Figures[1]);
        Assert.Contains(late.Warnings, warning => warning.Contains("has no request here", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(60.0, null)]
    [InlineData(43.0, 7.0)]
    [InlineData(59.25, 3.5)] // a window that cuts seconds is answered from the requests
    public void Blocks_of_time_hold_what_was_completed_in_them_whatever_they_are_read_from(double to, double? from)
    {
        var load = new RecordedLoad(seed: 45, seconds: 60, busiest: 60);
        Record(file => load.Record(file));
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest").Window(from is { } start ? TimeSpan.FromSeconds(start) : null, TimeSpan.FromSeconds(to));

        foreach (var sides in new[] { query.Sides(TimeSpan.FromSeconds(2)), query.Exact().Sides(TimeSpan.FromSeconds(2)) })
        {
            var blocks = sides.Total!.Blocks!;
            Assert.Equal(((long)Math.Ceiling((from ?? 0) / 2), (long)(to / 2)), (blocks.First, blocks.End));
            for (var block = blocks.First; block < blocks.End; block++)
            {
                var within = load.Within(2 * block, 2 * (block + 1)).ToList();
                Assert.Equal((within.Count, within.Count(sample => !sample.Succeeded)), (blocks.Count(block), blocks.Failures(block)));
                Assert.Equal(within.Sum(sample => sample.ResponseNanoseconds / 1e6), blocks.Sum(block), within.Sum(sample => sample.ResponseNanoseconds / 1e6) * 0.001);
                Assert.Equal(
                    sides.Requests.Values.Sum(request => request.Blocks!.Above(block, 0)),
                    sides.Requests.Values.Sum(request => load.Within(2 * block, 2 * (block + 1)).Count(sample =>
                        sample.Key.Name == request.Summary.Name && sample.Key.RequestType == request.Summary.RequestType && sample.ResponseNanoseconds / 1e6 > request.Summary.P50 * 1.0006)));
            }
        }
    }

    [Fact]
    public void A_seed_is_a_difference_of_set_up_where_somebody_gave_one_and_not_where_chance_did()
    {
        Record(file =>
        {
            foreach (var (id, seed, isGiven) in new[] { ("r-1", 11, false), ("r-2", 12, false), ("r-3", 13, true), ("r-4", 14, true) })
            {
                var options = isGiven ? new Dictionary<string, string> { ["seed"] = $"{seed}" } : [];
                var run = Some.Run(id) with { Seed = seed, Options = options };
                new RunRecorder(file, run).WriteStart(run);
            }
        });
        using var history = RunHistory.Open(_store.Path);
        IReadOnlyList<string?>[] Seeds(params string[] runs) =>
            [.. history.Compare(runs).Differences().Setup.Where(setting => setting.Name.Contains("seed", StringComparison.Ordinal)).Select(setting => setting.Values)];

        Assert.Empty(Seeds("r-1", "r-2"));
        Assert.Equal([["13", "14"]], Seeds("r-3", "r-4"));
        Assert.Equal([[null, "13"]], Seeds("r-1", "r-3"));
        Assert.Equal(11, history.Query("r-1").Setup().Seed);
    }

    private void Record(Action<StoreFile> record)
    {
        using var file = StoreFile.OpenOrCreate(_store.Path, "");
        record(file);
    }

    private void RecordSome() => Record(file =>
    {
        for (var i = 1; i <= 5; i++)
        {
            var run = Some.Run($"r{i}") with
            {
                Started = Some.Started.AddMinutes(i),
                Note = $"note%{i}",
                Labels = new Dictionary<string, string> { ["branch"] = i % 2 == 0 ? "even" : "odd" },
            };
            var recorder = new RunRecorder(file, run);
            recorder.WriteStart(run);
            var total = Some.Figures("(all)", "(all)", 100 * i) with { P95 = 10 * i };
            recorder.WriteEnd(run, Some.Summary(run, 100 * i) with { Total = total, Note = run.Note, State = i == 5 ? RunState.Stopped : RunState.Finished });
        }
    });
}
