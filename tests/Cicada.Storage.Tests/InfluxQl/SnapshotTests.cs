using Cicada.Influx;
using Cicada.Influx.Selection;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Storage.Tests.InfluxQl;

public sealed class SnapshotTests : IDisposable
{
    // More than DuckDB computes ahead of whoever reads.
    private const int Many = 200_000;

    private readonly FakeTimeProvider _clock = new(Some.Started);
    private readonly QueriedStore _store;

    public SnapshotTests() => _store = new("cpu,host=a load=1 10\ncpu,host=b load=2 20", _clock);

    private static CancellationToken Never => TestContext.Current.CancellationToken;

    private static ScanRequest Loads => new() { Measurement = QueriedStore.Key("cpu"), Columns = [QueriedStore.Float("load")] };

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_query_sees_what_was_there_when_it_began_whatever_is_written_altered_or_dropped_meanwhile()
    {
        using var before = _store.Open();
        _store.Write("cpu,host=c load=3 30\ncpu,host=a,zone=x load=4,more=1 40");
        using var between = _store.Open();
        _store.Store.DropMeasurement("db", "cpu");
        using var after = _store.Open();

        Assert.Equal(["0[] 10 1.0", "0[] 20 2.0"], Rows(before.Scan(Loads, Never)));
        Assert.DoesNotContain("more", before.SchemaOf(QueriedStore.Key("cpu")).Fields.Keys);
        Assert.Equal(["0[] 10 1.0", "0[] 20 2.0", "0[] 30 3.0", "0[] 40 4.0"], Rows(between.Scan(Loads, Never)));
        Assert.Contains("more", between.SchemaOf(QueriedStore.Key("cpu")).Fields.Keys);
        Assert.Empty(after.Find(new("db", "autogen", "cpu")));
        Assert.Empty(Rows(after.Scan(Loads, Never)));
    }

    [Fact]
    public void Several_answers_of_a_query_can_be_read_side_by_side_and_see_the_same()
    {
        WriteMany();
        using var points = _store.Open();
        var many = Loads with { Measurement = QueriedStore.Key("many") };
        using var first = points.Scan(many, Never);
        Assert.True(first.Read());
        _store.Write("many load=1 -5");
        using var second = points.Scan(many, Never);
        Assert.True(second.Read());
        using var third = points.Scan(many, Never);

        Assert.Equal(Many - 1, Rows(first).Count);
        Assert.Equal(Many - 1, Rows(second).Count);
        Assert.Equal(Many, Rows(third).Count);
    }

    [Fact]
    public void The_next_query_goes_on_with_what_the_last_one_saw_until_something_is_written()
    {
        for (var i = 0; i < 3; i++)
        {
            using var same = _store.Open();
            Assert.Equal(["0[] 10 1.0", "0[] 20 2.0"], Rows(same.Scan(Loads with { GroupBy = [] }, Never)));
        }

        _store.Write("cpu,host=c load=3 30");
        using var next = _store.Open();

        Assert.Equal(["0[a] 10 1.0", "1[b] 20 2.0", "2[c] 30 3.0"], Rows(next.Scan(Loads with { GroupBy = ["host"] }, Never)));
    }

    [Fact]
    public void A_query_goes_on_after_one_that_was_given_up_in_the_middle()
    {
        WriteMany();
        var many = Loads with { Measurement = QueriedStore.Key("many") };
        using (var given = new CancellationTokenSource())
        using (var points = _store.Open(cancellation: given.Token))
        {
            Assert.True(points.Scan(many, given.Token).Read());
            given.Cancel();
        }

        using (var points = _store.Open())
        {
            using var unread = points.Scan(many, Never);
            Assert.True(unread.Read());
        }

        using var after = _store.Open();
        Assert.Equal(Many, Rows(after.Scan(many, Never)).Count);
    }

    [Fact]
    public void A_query_that_is_given_up_ends()
    {
        WriteMany();
        using var given = new CancellationTokenSource();
        using var points = _store.Open(cancellation: given.Token);
        using var cursor = points.Scan(Loads with { Measurement = QueriedStore.Key("many") }, given.Token);
        Assert.True(cursor.Read());

        given.Cancel();

        Assert.Throws<OperationCanceledException>(() => Rows(cursor));
        Assert.Throws<OperationCanceledException>(() => points.Scan(Loads, given.Token));
    }

    [Fact]
    public void A_query_that_takes_too_long_fails_and_says_so()
    {
        using var points = _store.Open(QueryLimits.Default with { Time = TimeSpan.FromSeconds(5) });
        Assert.Equal(2, Rows(points.Scan(Loads, Never)).Count);

        _clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal("query-timeout limit exceeded", Assert.Throws<QueryFailedException>(() => points.Scan(Loads, Never)).Message);
    }

    [Fact]
    public async Task Beyond_the_queries_that_are_answered_at_a_time_others_wait_for_their_turn()
    {
        var limits = QueryLimits.Default with { AtOnce = 1 };
        var first = _store.Open(limits);
        var refused = Assert.Throws<QueryFailedException>(() => _store.Open(limits with { Time = TimeSpan.Zero }));
        var second = Task.Run(() => _store.Open(limits), Never);

        first.Dispose();
        first.Dispose();

        Assert.Equal("max-concurrent-queries limit exceeded(1, 1)", refused.Message);
        using var points = await second;
        Assert.Equal(2, Rows(points.Scan(Loads, Never)).Count);
        Assert.Throws<QueryFailedException>(() => _store.Open(limits with { Time = TimeSpan.Zero }));
    }

    [Fact]
    public void More_memory_than_there_may_be_is_refused_with_a_sentence()
    {
        WriteMany();
        using var points = _store.Open(QueryLimits.Default with { MemoryBytes = 1 << 20 });
        var request = new AggregateRequest { Measurement = QueriedStore.Key("many"), Columns = [QueriedStore.Float("load")], Calls = [new("percentile", 0, 50)] };

        var refused = Assert.Throws<QueryFailedException>(() => points.Aggregate(request, Never));

        Assert.StartsWith("the query takes more memory than the 1 MiB", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_whose_store_is_closed_says_so_and_one_that_comes_later_too()
    {
        WriteMany();
        using var points = _store.Open();
        using var cursor = points.Scan(Loads with { Measurement = QueriedStore.Key("many") }, Never);
        Assert.True(cursor.Read());

        _store.Store.Dispose();

        Assert.Contains("the store was closed", Assert.Throws<QueryFailedException>(() => Rows(cursor)).Message, StringComparison.Ordinal);
        Assert.Throws<QueryFailedException>(() => _store.Open());
    }

    [Fact]
    public void Where_the_file_was_deleted_queries_go_on_and_end_only_when_it_is_written_anew()
    {
        File.Delete(_store.Path);
        using var before = _store.Open();
        Assert.Equal(2, Rows(before.Scan(Loads, Never)).Count);

        _store.Write("cpu,host=c load=3 30");

        Assert.True(File.Exists(_store.Path));
        Assert.Throws<QueryFailedException>(() => before.Scan(Loads, Never));
        using var after = _store.Open();
        Assert.Equal(3, Rows(after.Scan(Loads, Never)).Count);
    }

    private void WriteMany() => _store.Store.Write(
        "db", null, [.. Enumerable.Range(0, Many).Select(i => new Point("many", [], [new("load", FieldValue.Float(i))], i))]);

    private static List<string> Rows(IPointCursor cursor) => [.. QueriedStore.RowsOf(cursor, 1)];
}
