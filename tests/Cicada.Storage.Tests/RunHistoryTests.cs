namespace Cicada.Storage.Tests;

public sealed class RunHistoryTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task The_document_of_a_finished_run_is_the_one_that_was_written()
    {
        var summary = Some.Summary(Some.Run(), 3) with { Warnings = ["ä \"quoted\"\n'line'"], Note = "a, b" };
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Samples(Some.Key(), 3)), summary);

        using var history = RunHistory.Open(_store.Path);

        Assert.Equal(RunSummaryJson.Serialize(summary), history.ReadDocument("latest"));
        Assert.Equal(RunSummaryJson.Serialize(summary), RunSummaryJson.Serialize(history.ReadSummary("latest")));
    }

    [Fact]
    public async Task The_figures_of_an_interrupted_run_come_from_its_requests()
    {
        // 1 to 1000 ms, so the percentiles can be read off; every hundredth fails.
        var key = Some.Key();
        var samples = Enumerable.Range(1, 1000).Select(i => Some.Sample(
            key, i * 10_000_000L, i % 100 == 0 ? "HTTP 500" : null, i % 100 == 0 ? $"failed at {i}" : null) with
        {
            ResponseNanoseconds = i * 1_000_000L,
            ServiceNanoseconds = i * 1_000_000L,
        });
        await _store.RecordAsync(Some.Run(), new OutputBatch
        {
            Requests = samples.ToArray(),
            Observations =
            [
                Users(Some.Noon + 1, "A", 2), Users(Some.Noon + 1, "B", 3), Users(Some.Noon + 2, "A", 4), Users(Some.Noon + 20_000_000_000, "B", 0),
            ],
        });

        using var history = RunHistory.Open(_store.Path);
        var run = history.ReadSummary("latest");

        Assert.Equal(RunState.Interrupted, run.State);
        Assert.Null(run.ExitCode);
        Assert.Equal(Some.Started, run.Started);
        Assert.Equal(Some.Started.AddSeconds(20), run.Ended);
        Assert.Equal(5, run.Users);
        Assert.Equal("main", run.Labels["branch"]);
        Assert.Equal("http://localhost:5000", run.Host);
        Assert.Equal((1000, 10, 1.0, 1000.0, 500.5), (run.Total.Count, run.Total.Failures, run.Total.Min, run.Total.Max, run.Total.Mean));
        Assert.Equal((500.0, 750.0, 900.0, 950.0, 990.0, 999.0), (run.Total.P50, run.Total.P75, run.Total.P90, run.Total.P95, run.Total.P99, run.Total.P999));
        Assert.Equal(100_000, run.Total.Bytes);

        // The first began 9 ms after noon, the last was completed 10 s after it.
        Assert.Equal(1000 / 9.991, run.Total.Rps, 6);
        var failure = Assert.Single(run.Failures);
        Assert.Equal(("GET", "/", "HTTP 500", "failed at 100", 10L), (failure.RequestType, failure.Name, failure.Exception, failure.Message, failure.Occurrences));
        Assert.Equal((Some.Started.AddSeconds(1), Some.Started.AddSeconds(10)), (failure.FirstSeen, failure.LastSeen));
        Assert.Equal(run.Total with { RequestType = "GET", Name = "/" }, Assert.Single(run.Requests));
        Assert.Equal((1000L, 1000L), (run.Recording.Recorded, run.Recording.Stored));
    }

    [Fact]
    public async Task An_interrupted_run_without_any_request_has_figures_of_zero()
    {
        await _store.RecordAsync(Some.Run(), OutputBatch.Empty);

        using var history = RunHistory.Open(_store.Path);
        var run = history.ReadSummary("latest");

        Assert.Equal((RunState.Interrupted, 0L, 0.0, 0.0), (run.State, run.Total.Count, run.Total.Rps, run.Total.P99));
        Assert.Empty(run.Requests);
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_and_found_by_the_beginning_of_their_id()
    {
        foreach (var (id, day) in new[] { ("r1-abc", 1), ("r3-abc", 3), ("r2-abc", 2), ("r2-abd", 0) })
        {
            var run = Some.Run(id) with { Started = Some.Started.AddDays(day) };
            await _store.RecordAsync(run, OutputBatch.Empty, Some.Summary(run, 0));
        }

        using var history = RunHistory.Open(_store.Path);

        Assert.Equal(["r3-abc", "r2-abc", "r1-abc", "r2-abd"], history.List().Select(run => run.Run));
        Assert.Equal("r3-abc", history.Find("latest"));
        Assert.Equal("r1-abc", history.Find("r1"));
        Assert.Equal("r2-abc", history.Find("r2-abc"));
        Assert.Contains("2 runs begin with 'r2'", Assert.Throws<StoreException>(() => history.Find("r2")).Message, StringComparison.Ordinal);
        Assert.Contains("'r2-abc', 'r2-abd'", Assert.Throws<StoreException>(() => history.Find("r2")).Message, StringComparison.Ordinal);
        Assert.Contains("There is no run 'x'", Assert.Throws<StoreException>(() => history.Find("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_run_leaves_nothing_and_the_others_everything()
    {
        var users = Users(Some.Noon, "A", 1);
        await _store.RecordAsync(Some.Run("r1"), new OutputBatch { Requests = Some.Samples(Some.Key(), 3000), Observations = [users] }, Some.Summary(Some.Run("r1"), 3000));
        await _store.RecordAsync(Some.Run("r2"), new OutputBatch { Requests = Some.Samples(Some.Key(), 5), Observations = [users] }, Some.Summary(Some.Run("r2"), 5));

        using (var history = RunHistory.Open(_store.Path, StoreAccess.Change))
        {
            Assert.Equal("r1", history.Delete("r1"));
            Assert.Equal(["r2"], history.List().Select(run => run.Run));
        }

        foreach (var view in new[] { "cicada_requests", "cicada_users", "cicada_runs", "cicada_run_summary" })
        {
            Assert.Equal([["r2"]], _store.Rows($"SELECT DISTINCT run FROM {view}"));
        }

        Assert.Equal(5L, _store.Scalar("SELECT count(*) FROM data.points_1"));
        Assert.Equal(1L, _store.Scalar("SELECT count(*) FROM data.series_1"));
    }

    [Fact]
    public async Task A_store_opened_to_read_deletes_nothing()
    {
        await _store.RecordAsync(Some.Run(), OutputBatch.Empty);
        using var history = RunHistory.Open(_store.Path);

        Assert.Throws<InvalidOperationException>(() => history.Delete("latest"));
    }

    [Fact]
    public async Task An_empty_store_lists_no_runs_and_says_so_when_asked_for_one()
    {
        await _store.RecordAsync(Some.Run(), OutputBatch.Empty);
        using var history = RunHistory.Open(_store.Path, StoreAccess.Change);
        history.Delete("latest");

        Assert.Empty(history.List());
        Assert.Contains("There is no run in the store", Assert.Throws<StoreException>(() => history.Find("latest")).Message, StringComparison.Ordinal);
    }

    private static UserCount Users(long time, string userClass, int count) =>
        new() { TimeNanoseconds = time, UserClass = userClass, Count = count, Target = count, ElapsedSeconds = 0 };
}
