using Cicada.Metrics;
using CsCheck;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace Cicada.Tests.Metrics;

/// <summary>Counters, gauges and trends of users' own, inside a run.</summary>
public sealed class OwnMetricsTests
{
    [Fact]
    public async Task A_counter_is_told_each_second_in_which_something_was_added()
    {
        var played = await PlayAsync(second =>
        [
            user => user.Metrics.Counter("orders").Add(),
            user => user.Metrics.Counter("orders").Add(2.5),
            user => user.Metrics.Counter("orders").Add(1, ("region", "eu")),
        ], secondsOfWork: [0, 1, 3]);

        Assert.Equal(
            [(1, "", 2, 3.5, 3.5), (2, "", 2, 3.5, 7), (4, "", 2, 3.5, 10.5), (1, "region=eu", 1, 1, 1), (2, "region=eu", 1, 1, 2), (4, "region=eu", 1, 1, 3)],
            played.Of<CounterStatistics>().OrderBy(one => TagsOf(one).Length).Select(one => (played.Second(one), TagsOf(one), one.Count, one.Sum, one.Total)));
        Assert.Equal([("orders", MetricKind.Counter, 9, (double?)13.5, null)], played.Summary.Metrics.Select(one => (one.Name, one.Kind, one.Count, one.Sum, one.Mean)));
    }

    [Fact]
    public async Task A_gauge_is_told_each_second_in_which_it_was_set_by_its_last_value()
    {
        var played = await PlayAsync(second =>
        [
            user => user.Metrics.Gauge("queue_depth", "jobs").Set(7),
            user => user.Metrics.Gauge("queue_depth", "jobs").Set(-1),
            user => user.Metrics.Gauge("queue_depth", "jobs").Set(3 + second),
        ], secondsOfWork: [0, 2]);

        Assert.Equal(
            [(1, 3, 3, -1, 7), (3, 3, 5, -1, 7)],
            played.Of<GaugeStatistics>().Select(one => (played.Second(one), (int)one.Count, (int)one.Value, (int)one.Min, (int)one.Max)));
        var summary = Assert.Single(played.Summary.Metrics);
        Assert.Equal(("queue_depth", MetricKind.Gauge, "jobs", 6), (summary.Name, summary.Kind, summary.Unit, summary.Count));
        Assert.Equal((5, -1, 7, null, null), (summary.Value, summary.Min, summary.Max, summary.Sum, summary.P50));
    }

    [Fact]
    public async Task A_trend_is_told_each_second_with_percentiles_and_its_histogram()
    {
        var played = await PlayAsync(second =>
        [
            user =>
            {
                for (var i = 1; i <= 100; i++)
                {
                    user.Metrics.Trend("payment", "ms").Add(i / 10.0, ("provider", "visa"));
                }
            },
        ], secondsOfWork: [0]);

        var told = Assert.Single(played.Of<TrendStatistics>());
        Assert.Equal(("payment", "ms", "provider=visa", 100), (told.Metric, told.Unit, TagsOf(told), told.Count));
        Assert.Equal((5.05, 0.1, 10), (Math.Round(told.Values.Mean, 9), told.Values.Min, told.Values.Max));
        Assert.Equal(505, told.Sum, 9);
        Assert.Equal(5, told.Values.P50, 2);
        Assert.Equal(9.9, told.Values.P99, 2);

        // One unit of the histogram is a millionth of the metric's, as its documentation says.
        var histogram = HistogramEncodingOf(told.Histogram);
        Assert.Equal((100, 9.9), (histogram.TotalCount, Math.Round(histogram.GetValueAtPercentile(99) / TrendHistogram.UnitsPerValue, 2)));
        Assert.Equal((100, 10), (played.Summary.Metrics.Single().Count, played.Summary.Metrics.Single().Max));
    }

    [Fact]
    public async Task Values_belong_to_the_second_they_were_recorded_in_also_when_it_is_closed_late()
    {
        // The second is closed 50 ms after its end; what comes in between is of the next one.
        var times = new[] { 0.99, 1.01, 1.04, 1.2, 2.1 };
        var script = new Script
        {
            WaitTime = WaitTime.None,
            Act = async user =>
            {
                foreach (var time in times)
                {
                    await user.PauseAsync(time - user.Run.Elapsed.TotalSeconds);
                    user.Metrics.Counter("orders").Add();
                }
            },
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Iterations = 1 }, script);

        var summary = await rehearsal.PlayAsync();

        var told = rehearsal.Output.Observations.OfType<CounterStatistics>().ToList();
        Assert.Equal([1, 3, 1], told.Select(one => one.Count));
        Assert.Equal([1, 2], told.Take(2).Select(one => one.ElapsedSeconds));
        Assert.Equal([1, 4, 5], told.Select(one => one.Total));
        Assert.Equal(5, summary.Metrics.Single().Count);
    }

    [Fact]
    public async Task A_handler_of_the_last_event_can_still_count()
    {
        var events = new LoadEvents();
        events.TestStop.Add(e => e.Run.Metrics.Counter("ends").Add());
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Iterations = 1 }, events: events);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(1, Assert.Single(rehearsal.Output.Observations.OfType<CounterStatistics>()).Sum);
        Assert.Equal("ends", Assert.Single(summary.Metrics).Name);
    }

    [Fact]
    public async Task Statistics_that_start_anew_leave_what_is_recorded_alone()
    {
        var played = await PlayAsync(second =>
        [
            user =>
            {
                user.Metrics.Counter("orders").Add();
                if (second == 1)
                {
                    user.Run.ResetStatistics();
                }
            },
        ], secondsOfWork: [0, 1, 2]);

        Assert.Equal([1, 2, 3], played.Of<CounterStatistics>().Select(one => one.Total));
        Assert.InRange(played.Summary.Metrics.Single().Count, 1, 2);
    }

    [Fact]
    public async Task A_name_means_one_thing()
    {
        var messages = new List<string>();
        await PlayAsync(second =>
        [
            user =>
            {
                var metrics = user.Metrics;
                Assert.Same(metrics.Trend("payment", "ms"), metrics.Trend("payment", "ms"));
                messages.Add(Assert.Throws<ArgumentException>(() => metrics.Counter("payment", "ms")).Message);
                messages.Add(Assert.Throws<ArgumentException>(() => metrics.Trend("payment", "s")).Message);
                messages.Add(Assert.Throws<ArgumentException>(() => metrics.Trend("payment")).Message);
                messages.Add(Assert.Throws<ArgumentException>(() => metrics.Counter("")).Message);
                messages.Add(Assert.Throws<ArgumentException>(() => metrics.Counter("orders", "")).Message);
                messages.Add(Assert.Throws<ArgumentOutOfRangeException>(() => metrics.Counter("orders").Add(-1)).Message);
                messages.Add(Assert.Throws<ArgumentOutOfRangeException>(() => metrics.Gauge("depth").Set(double.NaN)).Message);
                messages.Add(Assert.Throws<ArgumentOutOfRangeException>(() => metrics.Trend("payment", "ms").Add(double.PositiveInfinity)).Message);
                messages.Add(Assert.Throws<ArgumentException>(() => metrics.Counter("orders").Add(1, ("count", "x"))).Message);
                messages.Add(Assert.Throws<ArgumentException>(() => metrics.Counter("orders").Add(1, ("a", "x"), ("a", "y"))).Message);
            },
        ], secondsOfWork: [0]);

        string[] sentences =
        [
            "'payment' is a trend in this run, but is asked for as a counter",
            "'payment' has the unit 'ms' in this run, but is asked for with the unit 's'",
            "'payment' has the unit 'ms' in this run, but is asked for with no unit",
            "The name of a metric is ''",
            "The unit of the metric 'orders' is ''",
            "'-1' was added to the counter 'orders'",
            "The gauge 'depth' was set to 'NaN'",
            "was added to the trend 'payment'",
            "'orders' is given the tag 'count', which Cicada sets itself",
            "The tag 'a' of 'orders' is there twice",
        ];
        Assert.All(sentences.Zip(messages), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sets_of_tags_and_metrics_beyond_what_a_run_may_have_are_counted_together_and_the_run_says_so()
    {
        var limits = new CardinalityLimits { Metrics = 2, MetricSeries = 3 };
        var played = await PlayAsync(
            second =>
            [
                user =>
                {
                    for (var i = 0; i < 10; i++)
                    {
                        user.Metrics.Counter("orders").Add(1, ("id", $"{i}"), ("shop", "eu"));
                    }

                    user.Metrics.Counter("orders").Add(1, ("shop", "eu"), ("id", "1"));
                    user.Metrics.Trend("payment").Add(1);
                    user.Metrics.Counter("third").Add(2);
                    user.Metrics.Counter("fourth").Add(3);
                },
            ],
            secondsOfWork: [0],
            Rehearsal.Plan() with { Limits = limits });

        Assert.Equal(
            [("__other__", "", 5), ("orders", "id=0,shop=eu", 1), ("orders", "id=1,shop=eu", 2), ("orders", "id=2,shop=eu", 1), ("orders", "id=__other__,shop=__other__", 7)],
            played.Of<CounterStatistics>().Select(one => (one.Metric, TagsOf(one), (int)one.Sum)).OrderBy(one => $"{one.Metric} {one.Item2}", StringComparer.Ordinal));
        Assert.Equal(["__other__", "orders", "payment"], played.Summary.Metrics.Select(one => one.Name));
        Assert.Contains(played.Summary.Warnings, warning => warning.StartsWith("Metrics beyond the first 2 were asked for 2 times", StringComparison.Ordinal));
        Assert.Contains(played.Summary.Warnings, warning => warning.StartsWith("7 values of metrics beyond the first 3 sets of tags", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_value_is_no_tag_and_the_eleventh_key_of_a_metric_is_refused()
    {
        string? message = null;
        var played = await PlayAsync(second =>
        [
            user =>
            {
                var orders = user.Metrics.Counter("orders");
                orders.Add(1, ("shop", ""));
                orders.Add(1, ("shop", ""), ("region", "eu"));
                orders.Add(1, ("region", "eu"));
                for (var i = 0; i < 8; i++)
                {
                    orders.Add(1, ($"key{i}", "x"));
                }

                message = Assert.Throws<ArgumentException>(() => orders.Add(1, ("key8", "x"))).Message;
            },
        ], secondsOfWork: [0]);

        Assert.Equal([("", 1), ("region=eu", 2)], played.Of<CounterStatistics>().Select(one => (TagsOf(one), (int)one.Sum)).Where(one => !one.Item1.Contains("key", StringComparison.Ordinal)));
        Assert.Contains("has 10 tags already", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_threads_lose_nothing()
    {
        const int Threads = 8, Each = 20_000;
        var script = new Script
        {
            Act = user => Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
            {
                for (var i = 0; i < Each; i++)
                {
                    user.Metrics.Counter("orders").Add(1, ("thread", thread % 2 == 0 ? "even" : "odd"));
                    user.Metrics.Trend("payment").Add(i);
                }
            }))),
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Iterations = 1 }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal([Threads * Each, Threads * Each], summary.Metrics.Select(metric => metric.Count));
        Assert.Equal(Threads * Each, rehearsal.Output.Observations.OfType<CounterStatistics>().Sum(one => one.Sum));
        Assert.Equal(Threads * Each, rehearsal.Output.Observations.OfType<TrendStatistics>().Sum(one => one.Count));
        Assert.Equal((0, Each - 1, Each / 2), (summary.Metrics[1].Min, summary.Metrics[1].Max, Math.Round(summary.Metrics[1].P50!.Value / 100) * 100));
    }

    [Fact]
    public void Figures_are_those_of_all_values_within_a_thousandth() =>
        Gen.OneOf(Gen.Double[0, 10], Gen.Double[0, 1e9], Gen.Const(0.0), Gen.Const(0.002)).Array[1, 300].Sample(values =>
        {
            var figures = new ValueFigures();
            foreach (var (value, i) in values.Select((value, i) => (value, i)))
            {
                figures.Add(value, i, keepsDistribution: true);
            }

            var told = figures.Figures(figures.HistogramBy(new TrendHistogram()));
            var sorted = values.Order().ToArray();

            // The nearest rank, as HdrHistogram counts it.
            bool IsNear(double percentile, double told)
            {
                var exact = sorted[Math.Max(0, (int)((percentile / 100 * sorted.Length) + 0.5) - 1)];
                return Math.Abs(told - exact) <= Math.Max(exact / 1000, 0.000_002);
            }

            return figures.Count == values.Length && figures.Last == values[^1] && (told.Min, told.Max) == (sorted[0], sorted[^1])
                && Math.Abs(told.Mean - values.Average()) <= Math.Max(1e-9, values.Average() * 1e-9)
                && IsNear(50, told.P50) && IsNear(75, told.P75) && IsNear(90, told.P90) && IsNear(95, told.P95) && IsNear(99, told.P99) && IsNear(99.9, told.P999);
        });

    [Fact]
    public void Many_values_have_the_figures_of_few()
    {
        var (few, many) = (new ValueFigures(), new ValueFigures());
        foreach (var value in Enumerable.Range(1, 1000))
        {
            few.Add(value, value, keepsDistribution: true);
            for (var i = 0; i < 10; i++)
            {
                many.Add(value, value, keepsDistribution: true);
            }
        }

        Assert.Equal(few.Figures(few.HistogramBy(new TrendHistogram())), many.Figures(many.HistogramBy(new TrendHistogram())));
    }

    private static HistogramBase HistogramEncodingOf(string text) =>
        HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(Convert.FromBase64String(text)), 0);

    private static string TagsOf(MetricStatistics statistics) =>
        string.Join(",", statistics.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));

    // One user that does all of this in the middle of some seconds.
    private static async Task<Played> PlayAsync(Func<int, Action<ScriptedUser>[]> acts, int[] secondsOfWork, Plan? plan = null)
    {
        var script = new Script
        {
            WaitTime = WaitTime.None,
            Act = async user =>
            {
                foreach (var second in secondsOfWork)
                {
                    await user.PauseAsync(second + 0.5 - user.Run.Elapsed.TotalSeconds);
                    foreach (var act in acts(second))
                    {
                        act(user);
                    }
                }

                await user.PauseAsync(1);
            },
        };
        var rehearsal = new Rehearsal((plan ?? Rehearsal.Plan()) with { Iterations = 1 }, script);
        var summary = await rehearsal.PlayAsync();
        Assert.Empty(summary.UserErrors);
        return new Played(rehearsal, summary);
    }

    private sealed record Played(Rehearsal Rehearsal, RunSummary Summary)
    {
        public IEnumerable<T> Of<T>()
            where T : Observation => Rehearsal.Output.Observations.OfType<T>();

        public int Second(MetricStatistics statistics) => (int)Math.Round(statistics.ElapsedSeconds);
    }
}
