using Cicada.TestSupport;

namespace Cicada.Storage.Tests;

/// <summary>What users record themselves, in the store.</summary>
public sealed class OwnDataTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_point_is_in_the_view_of_its_measurement_with_the_run_and_the_worker()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(
            Point(1, [("shop", "eu")], [("items", 3), ("total", 99.5), ("paid", true), ("voucher", "none")])));

        Assert.Equal(
            [[Some.Noon + 1, "r20261123-120000-abc", "1", "eu", 3L, 99.5, true, "none"]],
            _store.Rows("SELECT epoch_ns(time), run, worker, shop, items, total, paid, voucher FROM baskets"));
    }

    [Fact]
    public async Task Tags_and_fields_that_appear_later_are_further_columns()
    {
        await using (var output = await _store.OpenAsync(Some.Run()))
        {
            await output.WriteAsync(Some.Batch(Point(1, [], [("items", 1)]), Point(2, [("shop", "eu")], [("items", 2)])), None);
            await output.WriteAsync(Some.Batch(Point(3, [("shop", "eu"), ("till", "2")], [("items", 3), ("note", "x")]), Point(4, [("shop", "eu")], [("items", 4)])), None);
            await output.WriteAsync(Some.Batch(Counter("orders", 1, []), Counter("orders", 2, [("region", "eu")]), Counter("refunds", 3, [("why", "late")])), None);
        }

        Assert.Equal(
            [[null, null, 1L, null], ["eu", null, 2L, null], ["eu", "2", 3L, "x"], ["eu", null, 4L, null]],
            _store.Rows("SELECT shop, till, items, note FROM baskets ORDER BY time"));
        Assert.Equal(
            [["orders", "counter", null, null, 1.5], ["orders", "counter", "eu", null, 1.5], ["refunds", "counter", null, "late", 1.5]],
            _store.Rows("SELECT metric, kind, region, why, sum FROM cicada_metrics ORDER BY metric, region NULLS FIRST"));
        Assert.Equal(3L, _store.Scalar("SELECT count(*) FROM data.series_" + _store.Scalar("SELECT id FROM catalogue.measurements WHERE name = 'baskets'")));
    }

    [Fact]
    public async Task A_field_of_another_type_is_left_out_counted_and_said_and_everything_beside_it_is_stored()
    {
        await _store.RecordAsync(Some.Run("r1"), Some.Batch(Point(0, [], [("total", 1.5)])));
        OutputResult result;
        IReadOnlyList<string> warnings;

        await using (var output = await _store.OpenAsync(Some.Run("r2")))
        {
            result = await output.WriteAsync(
                new OutputBatch
                {
                    Requests = Some.Samples(Some.Key(), 3),
                    Observations =
                    [
                        Point(1, [], [("total", 2.5)]),
                        Point(2, [], [("total", 3), ("never", 1)]),
                        Point(3, [], [("total", 4)]),
                        new UserCount { TimeNanoseconds = Some.Noon, UserClass = "U", Count = 1, Target = 1, ElapsedSeconds = 1 },
                    ],
                },
                None);
            await output.WriteAsync(Some.Batch(Point(4, [], [("total", 5)]), Point(5, [], [("total", 6.5)])), None);
            warnings = output.Warnings;
        }

        Assert.Equal(new OutputResult(3, 0, 2), result);
        Assert.Equal([[1.5], [2.5], [6.5]], _store.Rows("SELECT total FROM baskets ORDER BY time"));
        Assert.Equal(3L, _store.Scalar("SELECT count(*) FROM cicada_requests"));
        Assert.Equal(1L, _store.Scalar("SELECT count(*) FROM cicada_users"));
        Assert.DoesNotContain("never", _store.Rows("SELECT column_name FROM duckdb_columns() WHERE table_name = 'baskets'").Select(row => row[0]));
        var warning = Assert.Single(warnings);
        Assert.StartsWith($"The store '{_store.Path}' left out 3 points: Field 'total' of measurement 'baskets' is of type 'float' in the store, but a point gives it as 'integer'.", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_of_one_series_and_time_are_one_point_whose_later_fields_hold()
    {
        await using (var output = await _store.OpenAsync(Some.Run()))
        {
            await output.WriteAsync(
                Some.Batch(
                    Timed(5, [("shop", "eu")], [("items", 1), ("total", 1.0)]),
                    Timed(5, [("shop", "eu")], [("items", 2)]),
                    Timed(5, [("shop", "us")], [("items", 7)]),
                    Timed(9, [("shop", "eu")], [("items", 9)])),
                None);
            await output.WriteAsync(Some.Batch(Timed(5, [("shop", "eu")], [("total", 2.5)]), Timed(1, [("shop", "eu")], [("items", 0)])), None);
        }

        // And by another run's process, which knows nothing of it: there they are other series.
        await _store.RecordAsync(Some.Run("r2"), Some.Batch(Timed(5, [("shop", "eu")], [("items", 5)])));

        Assert.Equal(
            [["eu", 1L, 0L, null], ["eu", 5L, 2L, 2.5], ["eu", 9L, 9L, null], ["us", 5L, 7L, null]],
            _store.Rows($"SELECT shop, epoch_ns(time) - {Some.Noon}, items, total FROM baskets WHERE run != 'r2' ORDER BY 1, 2"));
        Assert.Equal([[5L]], _store.Rows("SELECT items FROM baskets WHERE run = 'r2'"));
    }

    [Fact]
    public async Task What_waits_in_the_spool_is_taken_in_once_and_what_contradicts_the_store_is_kept_for_a_person()
    {
        var spool = _store.Path + ".spool";
        await _store.RecordAsync(Some.Run(), Some.Batch(Point(1, [], [("items", 1)]), Timed(2, [], [("items", 2)])));
        SpoolFixture.Write(spool, Some.Run(), 0, Some.Batch(Point(1, [], [("items", 1)]), Timed(2, [], [("items", 2)]), Point(3, [], [("items", 3)])));
        var contradicting = SpoolFixture.Write(spool, Some.Run(), 1, Some.Batch(Point(4, [], [("items", 4.5)]), Point(5, [], [("items", 5)])));

        using (var history = RunHistory.Open(_store.Path))
        {
            using var rows = history.Sql("SELECT items FROM baskets ORDER BY time");
            Assert.Equal([1L, 2L, 3L, 5L], rows.Rows.Select(row => (long)row[0]!));
        }

        using (RunHistory.Open(_store.Path, StoreAccess.Change))
        {
        }

        Assert.Equal([[1L], [2L], [3L], [5L]], _store.Rows("SELECT items FROM baskets ORDER BY time"));
        Assert.True(File.Exists(contradicting + ".damaged"));
    }

    [Fact]
    public async Task A_deleted_run_leaves_none_of_its_points()
    {
        await _store.RecordAsync(Some.Run("r1"), Some.Batch(Point(1, [("shop", "eu")], [("items", 1)]), Counter("orders", 1, [("region", "eu")])), Some.Summary(Some.Run("r1"), 0));
        await _store.RecordAsync(Some.Run("r2"), Some.Batch(Point(1, [("shop", "eu")], [("items", 2)]), Counter("orders", 1, [("region", "eu")])), Some.Summary(Some.Run("r2"), 0));

        using (var history = RunHistory.Open(_store.Path, StoreAccess.Change))
        {
            history.Delete(["r1"]);
        }

        Assert.Equal([["r2", 2L]], _store.Rows("SELECT run, items FROM baskets"));
        Assert.Equal([["r2"]], _store.Rows("SELECT run FROM cicada_metrics"));
    }

    [Fact]
    public async Task An_interrupted_run_has_the_figures_of_its_metrics_and_ends_when_it_did()
    {
        var trend = new Metrics.TrendHistogram();
        foreach (var value in Enumerable.Range(1, 100))
        {
            trend.Record(value);
        }

        TrendStatistics Payment(int second, string provider) => new()
        {
            TimeNanoseconds = Some.Noon + (second * 1_000_000_000L),
            Metric = "payment",
            Unit = "ms",
            Tags = [new("provider", provider)],
            ElapsedSeconds = second,
            Count = 100,
            Sum = 5050,
            Values = new ValueDistribution(50.5, 1, 100, 50, 75, 90, 95, 99, 100),
            Histogram = trend.Encode(),
        };
        GaugeStatistics Depth(int second, double value) => new()
        {
            TimeNanoseconds = Some.Noon + (second * 1_000_000_000L),
            Metric = "depth",
            Tags = [],
            ElapsedSeconds = second,
            Count = 2,
            Value = value,
            Min = value - 1,
            Max = value + 1,
        };
        await _store.RecordAsync(Some.Run(), Some.Batch(
            Counter("orders", 1, []), Counter("orders", 2, [("region", "eu")]), Depth(1, 5), Depth(2, 3), Payment(1, "visa"), Payment(1, "cash"), Payment(2, "visa"),
            Timed(3_000_000_000_000_000, [], [("planned", true)])));

        RunSummary summary;
        using (var history = RunHistory.Open(_store.Path))
        {
            summary = history.ReadSummary("latest");
        }

        Assert.Equal((RunState.Interrupted, Some.Started.AddSeconds(2)), (summary.State, summary.Ended));
        Assert.Equal(["depth", "orders", "payment"], summary.Metrics.Select(metric => metric.Name));
        Assert.Equal(new MetricSummary { Name = "depth", Kind = MetricKind.Gauge, Count = 4, Value = 3, Min = 2, Max = 6 }, summary.Metrics[0]);
        Assert.Equal(new MetricSummary { Name = "orders", Kind = MetricKind.Counter, Count = 4, Sum = 3 }, summary.Metrics[1]);
        Assert.Equal(
            ("ms", 300, 15150, 50.5, 1, 100, 50, 99),
            (summary.Metrics[2].Unit, summary.Metrics[2].Count, summary.Metrics[2].Sum, summary.Metrics[2].Mean, summary.Metrics[2].Min, summary.Metrics[2].Max,
                Math.Round(summary.Metrics[2].P50!.Value, 1), Math.Round(summary.Metrics[2].P99!.Value, 1)));
    }

    [Fact]
    public async Task Many_reasons_are_told_by_the_first_ten()
    {
        await _store.RecordAsync(Some.Run("r1"), Some.Batch([.. Enumerable.Range(0, 12).Select(i => Point(i, [], [($"field{i}", i)]))]));

        await using var output = await _store.OpenAsync(Some.Run("r2"));
        var result = await output.WriteAsync(Some.Batch([.. Enumerable.Range(0, 12).Select(i => Point(i, [], [($"field{i}", i + 0.5)]))]), None);

        Assert.Equal(12, result.ObservationsRejected);
        Assert.Equal(11, output.Warnings.Count);
        Assert.EndsWith("left out 2 points more, for other reasons.", output.Warnings[^1], StringComparison.Ordinal);
    }

    private static OwnPoint Point(long offset, (string Key, string Value)[] tags, (string Key, FieldValue Value)[] fields) => new()
    {
        TimeNanoseconds = Some.Noon + offset,
        HasOwnTime = true,
        Measurement = "baskets",
        Tags = [.. tags.Select(tag => new PointTag(tag.Key, tag.Value))],
        Fields = [.. fields.Select(field => new PointField(field.Key, field.Value))],
    };

    private static OwnPoint Timed(long offset, (string Key, string Value)[] tags, (string Key, FieldValue Value)[] fields) => Point(offset, tags, fields) with { HasOwnTime = false };

    private static CounterStatistics Counter(string metric, int second, (string Key, string Value)[] tags) => new()
    {
        TimeNanoseconds = Some.Noon + (second * 1_000_000_000L),
        Metric = metric,
        Tags = [.. tags.Select(tag => new PointTag(tag.Key, tag.Value))],
        ElapsedSeconds = second,
        Count = 2,
        Sum = 1.5,
        Total = 1.5 * second,
    };
}
