using Cicada.Influx;
using Cicada.Storage.InfluxQl;
using Cicada.Storage.Tests.InfluxQl;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Storage.Tests;

/// <summary>One open store that a run records into, that is read and changed beside it, and that takes in lines.</summary>
public sealed class StoreHistoryTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryStore _folder = new();
    private readonly Store _store;

    public StoreHistoryTests() => _store = Store.Open(_folder.Path);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_run_that_this_process_records_is_running_until_its_end_is_stored()
    {
        var run = Some.Run();
        var output = await OpenAsync(run);
        await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 10)), None);

        var during = Read(history => history.ReadSummary("latest"));
        await output.CloseAsync(run, Some.Summary(run, 10), None);
        var after = Read(history => history.ReadSummary("latest"));

        Assert.Equal((RunState.Running, null, 10L), (during.State, during.Ended, during.Total.Count));
        Assert.Empty(during.Warnings);
        Assert.Equal(RunState.Finished, after.State);
    }

    [Fact]
    public async Task A_run_that_is_given_up_without_an_end_is_interrupted()
    {
        var output = await OpenAsync(Some.Run());
        await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 3)), None);

        await output.DisposeAsync();

        Assert.Equal(RunState.Interrupted, Read(history => history.ReadSummary("latest")).State);
    }

    [Fact]
    public async Task A_history_sees_what_was_there_when_it_was_opened()
    {
        var output = await OpenAsync(Some.Run());
        await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 3)), None);

        using var before = _store.OpenHistory(StoreAccess.Read, None);
        await output.WriteAsync(Some.Batch(Some.Samples(Some.Key("/new"), 4, 1000)), None);
        using var after = _store.OpenHistory(StoreAccess.Read, None);

        Assert.Equal((3L, 7L), (before.CountPoints("latest", "cicada_requests"), after.CountPoints("latest", "cicada_requests")));
        await output.DisposeAsync();
    }

    [Fact]
    public async Task What_is_said_about_a_run_while_it_is_on_is_still_said_after_its_end()
    {
        var run = Some.Run();
        var output = await OpenAsync(run);
        using (var history = _store.OpenHistory(StoreAccess.Change, None))
        {
            var remarks = history.Label("latest", new Dictionary<string, string?> { ["team"] = "shop" });
            history.Annotate("latest", "hello");
            history.Pin("latest");

            // What was changed is seen by whoever changed it.
            Assert.Equal(("hello", true), (history.ReadRemarks("latest").Note, history.ReadRemarks("latest").Baseline));
            Assert.Equal("shop", remarks.Labels["team"]);
        }

        await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 3)), None);
        await output.CloseAsync(run, Some.Summary(run, 3), None);

        var summary = Read(history => history.ReadSummary("latest"));
        Assert.Equal(("hello", true, "shop", "main"), (summary.Note, summary.Baseline, summary.Labels["team"], summary.Labels["branch"]));
    }

    [Fact]
    public async Task Another_run_can_be_deleted_while_one_is_on_and_the_one_that_is_on_cannot()
    {
        await RecordAsync(Some.Run("r20261122-120000-old"), 50);
        var run = Some.Run();
        var output = await OpenAsync(run);
        await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 5)), None);
        using (var history = _store.OpenHistory(StoreAccess.Change, None))
        {
            var refused = Assert.Throws<StoreException>(() => history.Delete("latest"));
            history.Delete("r20261122");

            Assert.Contains("is still on", refused.Message, StringComparison.Ordinal);
            Assert.Single(history.List());
        }

        await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 5, 100)), None);
        await output.CloseAsync(run, Some.Summary(run, 10), None);

        Assert.Equal(10, Read(history => history.CountPoints("latest", "cicada_requests")));
    }

    [Fact]
    public async Task A_large_run_is_deleted_in_pieces_and_between_them_a_run_is_recorded_read_and_written_to()
    {
        const string Old = "r20261122-120000-old";
        await RecordAsync(Some.Run(Old), 500);
        var run = Some.Run();
        var output = await OpenAsync(run);
        var pieces = 0;
        _store.DeletedAtATime = 50;
        _store.BetweenDeletions = () => Task.Run(async () =>
        {
            // On other threads, as theirs who do this: the gate is open.
            pieces++;
            await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 10, pieces * 10)), None);
            await WriteLinesAsync($"own,run={run.Id} v=1 {pieces}");
            Assert.Equal([run.Id], Read(history => history.List().Select(one => one.Run).ToList()));
            Assert.Equal($"#0\ncicada_requests {{-}} (time, count)\n 0 | {pieces * 10}\n", Ask("SELECT count(response_time) FROM cicada_requests"));
            Assert.Equal($"#0\ncicada_requests {{run={run.Id}}} (time, count)\n 0 | {pieces * 10}\n", Ask("SELECT count(response_time) FROM cicada_requests GROUP BY run"));
            Assert.Equal($"#0\ncicada_requests {{-}} (time, response_time)\n {Some.Noon + (pieces * 10) + 9} | 12.345678\n", Ask("SELECT response_time FROM cicada_requests ORDER BY time DESC LIMIT 1"));
        }).GetAwaiter().GetResult();

        using (var history = _store.OpenHistory(StoreAccess.Change, None))
        {
            history.Delete(Old);
        }

        await output.CloseAsync(run, Some.Summary(run, pieces * 10), None);
        Assert.True(pieces >= 10, $"There were {pieces} pieces.");
        Assert.Equal(pieces * 10, Read(history => history.CountPoints("latest", "cicada_requests")));
        Assert.Equal(pieces, _store.ReadPoints(Store.RunsDatabase, null, "own").Count);
        Assert.Equal(pieces * 10, _store.Sizes().Single(one => one.Measurement == "cicada_requests").Points);
    }

    [Fact]
    public async Task What_a_deletion_could_not_remove_is_removed_in_the_background()
    {
        await RecordAsync(Some.Run(), 500);
        _store.DeletedAtATime = 50;
        _store.BetweenDeletions = () => throw new StoreException("The disk is full.");
        using (var history = _store.OpenHistory(StoreAccess.Change, None))
        {
            history.Delete("latest");
            Assert.Empty(history.List());
        }

        _store.EnforceRetention();
        Assert.Equal(0, _store.Sizes().Single(one => one.Measurement == "cicada_requests").Points);
    }

    [Fact]
    public async Task Lines_and_a_run_in_the_same_measurements_give_each_series_a_number_of_its_own()
    {
        var run = Some.Run();
        var output = await OpenAsync(run);
        for (var i = 0; i < 5; i++)
        {
            await WriteLinesAsync($"cicada_requests,run=other,request_type=GET,name=/l{i},success=true,exception=None,user_class=U,worker=1 response_time=1.5 {Some.Noon + i}");
            await output.WriteAsync(Some.Batch(Some.Samples(Some.Key($"/r{i}", i), 3, i * 1000)), None);
            _store.Write(Store.RunsDatabase, null, [new Point("cicada_requests", [new("run", "third"), new("name", $"/p{i}")], [new("response_time", FieldValue.Float(1))], Some.Noon)]);
        }

        await output.CloseAsync(run, Some.Summary(run, 15), None);

        using var history = _store.OpenHistory(StoreAccess.Read, None);
        using var rows = history.Sql("SELECT run, name, count(*) FROM cicada_requests GROUP BY ALL ORDER BY ALL");
        Assert.Equal(
            [
                .. Enumerable.Range(0, 5).Select(i => $"other /l{i} 1"),
                .. Enumerable.Range(0, 5).Select(i => $"{run.Id} /r{i} 3"),
                .. Enumerable.Range(0, 5).Select(i => $"third /p{i} 1"),
            ],
            rows.Rows.Select(row => string.Join(' ', row)));
    }

    [Fact]
    public async Task A_batch_of_a_run_keeps_the_types_of_fields_that_lines_before_it_decided()
    {
        var run = Some.Run();
        var output = await OpenAsync(run);
        await WriteLinesAsync($"orders,run=x total=1i {Some.Noon}");

        var result = await output.WriteAsync(Some.Batch(new OwnPoint { Measurement = "orders", HasOwnTime = true, Tags = [], Fields = [new("total", FieldValue.String("three"))], TimeNanoseconds = Some.Noon }), None);

        Assert.Equal(1, result.ObservationsRejected);
        await output.DisposeAsync();
    }

    [Fact]
    public async Task What_fails_is_over_when_its_cause_is_and_nothing_is_lost()
    {
        var run = Some.Run();
        var output = await OpenAsync(run);
        await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 10)), None);
        using var history = _store.OpenHistory(StoreAccess.Read, None);

        // A deleted file comes back with all that was in it.
        File.Delete(_folder.Path);
        await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 10, 1000)), None);
        await output.CloseAsync(run, Some.Summary(run, 20), None);

        Assert.Throws<StoreException>(() => history.CountPoints("latest"));
        Assert.Equal(20, Read(now => now.CountPoints("latest", "cicada_requests")));
    }

    [Fact]
    public async Task A_closed_store_ends_its_histories_with_a_sentence()
    {
        await RecordAsync(Some.Run(), 3);
        var history = _store.OpenHistory(StoreAccess.Read, None);
        using var rows = history.Sql("SELECT * FROM cicada_requests");

        _store.Dispose();

        Assert.Contains("closed", Assert.Throws<StoreException>(() => history.List()).Message, StringComparison.Ordinal);
        Assert.Contains("closed", Assert.Throws<StoreException>(() => rows.Rows.Count()).Message, StringComparison.Ordinal);
        history.Dispose();
    }

    [Fact]
    public async Task A_run_that_comes_by_lines_is_running_as_long_as_it_is_heard_of()
    {
        var clock = new FakeTimeProvider(Some.Started);
        using var folder = new TemporaryStore();
        using var store = Store.Open(folder.Path, clock);
        await WriteLinesAsync($"cicada_runs,run=r1,test=shop state=\"running\" {Some.Noon}\ncicada_users,run=r1,user_class=U,worker=1 count=3i,target=3i,elapsed=1 {Some.Noon + 1_000_000_000}", store);

        var atOnce = StateOf(store);
        clock.Advance(TimeSpan.FromSeconds(14));
        var later = StateOf(store);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((RunState.Running, RunState.Running, RunState.Interrupted), (atOnce, later, StateOf(store)));

        static RunState StateOf(Store store)
        {
            using var history = store.OpenHistory(StoreAccess.Read, None);
            return history.ReadSummary("r1").State;
        }
    }

    [Fact]
    public async Task A_question_ends_when_nobody_waits_for_its_answer()
    {
        await RecordAsync(Some.Run(), 3);
        using var gone = new CancellationTokenSource();
        using var history = _store.OpenHistory(StoreAccess.Read, gone.Token);
        using var rows = history.Sql("SELECT a.range FROM range(1000000000) a, range(1000) b");
        using var read = rows.Rows.GetEnumerator();
        Assert.True(read.MoveNext());

        await gone.CancelAsync();

        Assert.Throws<OperationCanceledException>(() => read.MoveNext());
        Assert.Throws<OperationCanceledException>(() => history.List());
    }

    [Fact]
    public async Task A_question_in_sql_reads_nothing_but_the_store_and_a_parquet_file_is_written_all_the_same()
    {
        await RecordAsync(Some.Run(), 3);
        var file = Path.Combine(_folder.Folder, "run.parquet");
        using (var history = _store.OpenHistory(StoreAccess.Read, None))
        {
            Assert.Equal(3, history.ExportParquet("latest", file));
        }

        Assert.NotEqual(0, new FileInfo(file).Length);
        using var asking = _store.OpenHistory(StoreAccess.Read, None);
        Assert.Contains("cannot be answered", Assert.Throws<StoreException>(() => asking.Sql($"SELECT * FROM read_text('{file}')")).Message, StringComparison.Ordinal);
        using var rows = asking.Sql("SELECT count(*) FROM cicada_requests");
        Assert.Equal([3L], rows.Rows.Single());
    }

    private string Ask(string query) => AnswerText.Of(new InfluxStore(_store, new PlainPasswords()), new InfluxQuery(query) { Database = Store.RunsDatabase });

    private T Read<T>(Func<RunHistory, T> read)
    {
        using var history = _store.OpenHistory(StoreAccess.Read, None);
        return read(history);
    }

    private async Task<StoreOutput> OpenAsync(RunDescription run)
    {
        var output = new StoreOutput(_store);
        await output.OpenAsync(new OutputContext { Run = run }, None);
        return output;
    }

    private async Task RecordAsync(RunDescription run, int count)
    {
        var output = await OpenAsync(run);
        await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), count)), None);
        await output.CloseAsync(run, Some.Summary(run, count), None);
    }

    private async Task WriteLinesAsync(string lines, Store? store = null)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(lines));
        var outcome = await (store ?? _store).WriteLinesAsync(new InfluxWrite(Store.RunsDatabase, "", TimePrecision.Nanoseconds), stream, None);
        Assert.Equal(InfluxWriteKind.Stored, outcome.Kind);
    }
}
