using Cicada.Storage.Queries;
using CsCheck;

namespace Cicada.Storage.Tests.Queries;

public sealed class RunCourseTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_second_of_the_course_is_exactly_what_the_run_observed_in_it()
    {
        var load = Recorded(new RecordedLoad(seed: 30, seconds: 70, busiest: 20, failed: 0.3));
        using var history = RunHistory.Open(_store.Path);

        var course = history.Query("latest").Course(TimeSpan.FromSeconds(1));

        Assert.Equal((70.0, 70.0, 1.0, PercentileSource.Merged), (course.To, course.Until, course.Width, course.Source));
        Assert.Equal(Enumerable.Range(0, 70).Select(second => (double)second), course.Time);
        for (var second = 0; second < load.Seconds; second++)
        {
            var all = load.Batch(second).Observations.OfType<RequestStatistics>().Where(one => one.Name == RequestStatistics.All).ToList();
            var observed = RequestColumns.OfSecond(all.FindAll(one => one.Success), all.FindAll(one => !one.Success));
            Assert.Equal(Row(observed, 0), Row(course.Requests!, second));
        }
    }

    [Fact]
    public async Task A_run_that_is_on_has_only_seconds_that_are_complete_and_nothing_where_it_has_not_come_yet()
    {
        var load = new RecordedLoad(seed: 33, seconds: 3);
        var cancellation = TestContext.Current.CancellationToken;
        using var store = Store.Open(_store.Path);
        await using var output = new StoreOutput(store);
        await output.OpenAsync(new OutputContext { Run = load.Run }, cancellation);
        await output.WriteAsync(new OutputBatch { Requests = load.Samples.ToArray() }, cancellation);
        using var history = store.OpenHistory(StoreAccess.Read, cancellation);

        // Its requests came before the statistics of their seconds, as on a busy machine.
        var course = history.Query("latest").Course(TimeSpan.FromSeconds(1));
        var later = history.Query("latest").Window(TimeSpan.FromSeconds(60));

        Assert.Equal((0.0, 0.0), (course.To, course.Until));
        Assert.Empty(course.Time);
        Assert.Equal((0L, 0.0), (later.PerRequest().Total.Count, later.PerRequest().Total.Rps));
        Assert.Empty(later.Course(TimeSpan.FromSeconds(1)).Time);
        Assert.Empty(later.LatencyCourse(TimeSpan.FromSeconds(1)).Time);
    }

    [Fact]
    public async Task A_run_that_is_on_and_has_no_statistics_is_told_from_its_requests_ten_seconds_late()
    {
        var load = new RecordedLoad(seed: 34, seconds: 30, busiest: 20);
        var cancellation = TestContext.Current.CancellationToken;
        using var store = Store.Open(_store.Path);
        await using var output = new StoreOutput(store);
        await output.OpenAsync(new OutputContext { Run = load.Run }, cancellation);
        await output.WriteAsync(new OutputBatch { Requests = load.Samples.ToArray() }, cancellation);
        using var history = store.OpenHistory(StoreAccess.Read, cancellation);

        var course = history.Query("latest").Course(TimeSpan.FromSeconds(1));

        var last = load.Samples.Max(sample => sample.CompletedNanoseconds) - Some.Noon;
        Assert.Equal((Math.Floor(last / 1e9) - 10, PercentileSource.Exact), (course.Until, course.Source));
        Assert.True(course.Requests!.Succeeded.Sum() > 0);
    }

    [Fact]
    public void Percentiles_of_a_second_are_the_same_read_from_its_columns_or_merged_from_its_histogram()
    {
        Recorded(new RecordedLoad(seed: 31, seconds: 65, busiest: 20, failed: 0.3));
        RequestColumns fromColumns;
        using (var history = RunHistory.Open(_store.Path))
        {
            fromColumns = history.Query("latest").Course(TimeSpan.FromSeconds(1)).Requests!;
        }

        _store.Change($"UPDATE data.points_{Table("cicada_request_stats")} SET {Column("cicada_request_stats", "p75")} = NULL");
        using var again = RunHistory.Open(_store.Path);
        var merged = again.Query("latest").Course(TimeSpan.FromSeconds(1)).Requests!;

        Assert.Equal(fromColumns.P999, merged.P999);
        Assert.Equal(fromColumns.P50, merged.P50);
        Assert.Equal(fromColumns.FailedP95, merged.FailedP95);
        Assert.Contains(merged.P75, value => value is not null);
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public void Whatever_the_window_and_the_width_the_course_adds_up_to_the_figures_of_the_window()
    {
        var load = Recorded(new RecordedLoad(seed: 32, seconds: 150, busiest: 12, failed: 0.2));
        using var history = RunHistory.Open(_store.Path);
        Gen.Select(Gen.Int[0, 140], Gen.Int[1, 150], Gen.Int[1, 80]).Sample(
            (from, length, width) =>
            {
                var query = history.Query("latest").Window(TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(from + length));
                var total = query.PerRequest().Total;
                var course = query.Course(TimeSpan.FromSeconds(width)).Requests!;
                var exact = query.Exact().Course(TimeSpan.FromSeconds(width)).Requests!;
                var map = query.LatencyCourse(TimeSpan.FromSeconds(width));
                var distribution = query.Distribution();

                Assert.Equal((total.Count, total.Failures), (course.Succeeded.Sum() + course.Failed.Sum(), course.Failed.Sum()));
                Assert.Equal(total.Bytes, course.Bytes.Sum());
                Assert.Equal(total.Count, course.Status.Sum(column => column.Sum()));
                Assert.Equal(total.Count, map.Counts.Sum(row => row.Sum()));
                Assert.Equal(total.Count - total.Failures, distribution.Succeeded.Counts.Sum());
                Assert.Equal(total.Failures, distribution.Failed.Counts.Sum());
                Assert.Equal(exact.Succeeded, course.Succeeded);
                Assert.Equal(exact.Bytes, course.Bytes);
                Assert.Equal(exact.Status, course.Status);
                Assert.Equal(exact.Max, course.Max);
                AssertNear(exact.Mean, course.Mean, 1e-9);
                var ends = query.Over(TimeSpan.FromSeconds(width)).Buckets;
                double?[] Expected(bool succeeded, double percentile) =>
                    [.. ends.Select(bucket => PercentileOf(load.Within(bucket.From.TotalSeconds, bucket.To.TotalSeconds).Where(sample => sample.Succeeded == succeeded), percentile))];
                AssertNear(Expected(true, 95), course.P95, 0.001);
                AssertNear(Expected(true, 99.9), course.P999, 0.001);
                AssertNear(Expected(false, 50), course.FailedP50, 0.001);
            },
            iter: 8,
            threads: 1);
    }

    [Fact]
    public void A_course_of_one_bucket_says_what_the_figures_of_the_window_say()
    {
        Recorded(new RecordedLoad(seed: 33, seconds: 150, busiest: 12));
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest").Window(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120)).Of("GET", "/cart").Succeeded();

        var figures = query.PerRequest().Total;
        var course = query.Course(TimeSpan.FromSeconds(60), CourseParts.Requests);

        Assert.Equal([60.0], course.Time);
        Assert.Null(course.Users);
        Assert.Equal(
            (figures.Count, figures.Mean, figures.P50, figures.P95, figures.P999, figures.Max),
            (course.Requests!.Succeeded[0], course.Requests.Mean[0], course.Requests.P50[0], course.Requests.P95[0], course.Requests.P999[0], course.Requests.Max[0]));
        Assert.Equal((figures.P50, figures.Max), (At(query.Distribution(), 50), At(query.Distribution(), 100)));
    }

    [Fact]
    public void The_map_of_latencies_counts_the_same_from_histograms_from_texts_and_from_requests()
    {
        var load = Recorded(new RecordedLoad(seed: 34, seconds: 65, busiest: 20));
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest");

        var seconds = query.LatencyCourse(TimeSpan.FromSeconds(1));
        var whole = query.LatencyCourse(TimeSpan.FromSeconds(65));

        Assert.Equal((49, null), (seconds.UpperBounds.Length, seconds.UpperBounds[^1]));
        for (var second = 0; second < load.Seconds; second++)
        {
            var counts = new long[LatencyScale.Count];
            Assert.All(
                load.Batch(second).Observations.OfType<RequestStatistics>().Where(one => one.Name == RequestStatistics.All),
                one => Assert.True(LatencyScale.Add(one.Histogram, counts)));
            Assert.Equal(counts, seconds.Counts[second]);
        }

        Assert.Equal(Enumerable.Range(0, LatencyScale.Count).Select(i => seconds.Counts.Sum(row => row[i])), whole.Counts[0]);
        Assert.Equal(whole.Counts[0].Sum(), query.Exact().LatencyCourse(TimeSpan.FromSeconds(65)).Counts[0].Sum());
    }

    [Fact]
    public void Sparklines_of_all_requests_say_what_a_course_of_each_says()
    {
        Recorded(new RecordedLoad(seed: 35, seconds: 130, busiest: 12));
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest");

        foreach (var source in new[] { query, query.Exact() })
        {
            var lines = source.Sparklines(40);
            var total = source.Course(TimeSpan.FromSeconds(lines.Width)).Requests!;

            Assert.Equal(4.0, lines.Width);
            Assert.Equal(33, lines.Total.Rps.Length);
            Assert.Equal(total.Succeeded.Zip(total.Failed, (one, other) => (one + other) / 4.0).SkipLast(1), lines.Total.Rps.SkipLast(1));
            Assert.Equal((total.Succeeded[^1] + total.Failed[^1]) / 2.0, lines.Total.Rps[^1]);
            Assert.Equal(total.P95, lines.Total.P95);
            Assert.Equal(3, lines.Requests.Count);
            Assert.Equal(source.Of("GET", "/").Course(TimeSpan.FromSeconds(4)).Requests!.P95, lines.Requests[("GET", "/")].P95);
        }
    }

    [Fact]
    public void Failures_over_time_add_up_to_the_failures_by_kind()
    {
        Recorded(new RecordedLoad(seed: 36, seconds: 65, busiest: 20, failed: 0.4));
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest").Window(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(60));

        foreach (var source in new[] { query.Merged(), query.Exact() })
        {
            var kinds = source.Failures();
            var course = source.FailureCourse(TimeSpan.FromSeconds(10));

            Assert.Equal([3, 10, 20, 30, 40, 50], course.Time);
            Assert.Equal(
                kinds.Select(kind => (kind.RequestType, kind.Name, kind.Exception, kind.Message, kind.Occurrences, kind.FirstSeen, kind.LastSeen)),
                course.Rows.Select(row => (row.RequestType, row.Name, row.Exception, row.Message, row.Occurrences, row.FirstSeen, row.LastSeen)));
            Assert.All(course.Rows, row => Assert.Equal(row.Occurrences, row.Counts.Sum()));
        }
    }

    [Fact]
    public void A_run_that_is_on_ends_at_its_last_complete_second()
    {
        var load = new RecordedLoad(seed: 37, seconds: 20, busiest: 20);
        using (var file = StoreFile.OpenOrCreate(_store.Path, ""))
        {
            load.Record(file, isEnded: false);
            new RunRecorder(file, load.Run).Write(Some.Batch(Some.Sample(Some.Key()) with { CompletedNanoseconds = RecordedLoad.Start + (20 * RecordedLoad.Second) + 300_000_000 }));
            file.Running = new HashSet<string> { load.Run.Id };
            var scope = new QueryScope(RecordedRun.Read(file, StoredRun.ReadAll(file)[0]), Query(load.Run.Id).Exact(), TimeSpan.FromSeconds(1));

            Assert.Equal((20, TimeSpan.FromSeconds(20)), (scope.Buckets, scope.To));
            Assert.Equal(load.Samples.Count, new ExactCourse(scope).Read() is var columns ? columns.Succeeded.Sum() + columns.Failed.Sum() : 0);
        }

        using var history = RunHistory.Open(_store.Path);
        Assert.Equal(20.3, history.Query("latest").Course(TimeSpan.FromSeconds(1)).To);
    }

    [Fact]
    public void Users_and_the_generator_are_told_in_the_same_buckets()
    {
        var run = Some.Run();
        using (var file = StoreFile.OpenOrCreate(_store.Path, ""))
        {
            var recorder = new RunRecorder(file, run);
            recorder.WriteStart(run);
            recorder.Write(Some.Batch([.. Enumerable.Range(1, 10).SelectMany(second => Observed(Some.Noon + (second * RecordedLoad.Second), second))]));
        }

        using var history = RunHistory.Open(_store.Path);
        var course = history.Query("latest").Course(TimeSpan.FromSeconds(5));

        Assert.Equal([15.0, 20.0], course.Users!.Count);
        Assert.Equal([20.0, 20.0], course.Users.Target);
        Assert.Equal([5.0, 10.0], course.Users.ByType["Buyer"]);
        Assert.Equal([10.0, 10.0], course.Users.ByType["Reader"]);
        Assert.Equal([30.0, 80.0], course.Generator!.Cpu);
        Assert.Equal([5.0, 10.0], course.Generator.SchedulerLatenessP99);
        Assert.Equal([500.0, 1000.0], course.Generator.Recorded);

        static IEnumerable<Observation> Observed(long time, int second) =>
        [
            new UserCount { TimeNanoseconds = time, UserClass = "Buyer", Count = second, Target = 10, ElapsedSeconds = second },
            new UserCount { TimeNanoseconds = time, UserClass = "Reader", Count = 10, Target = 10, ElapsedSeconds = second },
            new GeneratorHealth
            {
                TimeNanoseconds = time,
                CpuPercent = second * 10,
                MemoryBytes = 1000,
                GcPauseMilliseconds = 0,
                SchedulerLatenessP99 = second,
                ThreadPoolQueue = 0,
                Connections = 3,
                Recording = new RecordingCounts(second * 100, 0, 0, 0, 0),
            },
        ];
    }

    private static RunQuery Query(string run) => new(null!, run);

    private static double At(ResponseDistribution distribution, double percentile) => distribution.Percentiles.Single(pair => pair[0] == percentile)[1];

    private static string Row(RequestColumns columns, int i) => string.Join(
        " ",
        columns.Succeeded[i], columns.Failed[i], columns.Mean[i], columns.Min[i], columns.Max[i], columns.P50[i], columns.P75[i], columns.P90[i], columns.P95[i], columns.P99[i],
        columns.P999[i], columns.FailedP50[i], columns.FailedP95[i], columns.Bytes[i], string.Join(",", columns.Status.Select(column => column[i])), columns.Connect[i], columns.FirstByte[i]);

    // By the rank HdrHistogram takes.
    private static double? PercentileOf(IEnumerable<RequestSample> samples, double percentile)
    {
        var times = samples.Select(sample => sample.ResponseNanoseconds / 1e6).Order().ToList();
        return times.Count == 0 ? null : times[(int)Math.Max(1, (long)((percentile / 100 * times.Count) + 0.5)) - 1];
    }

    private static void AssertNear(double?[] expected, double?[] actual, double within)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair =>
        {
            Assert.Equal(pair.First is null, pair.Second is null);
            Assert.InRange(pair.Second ?? 0, ((pair.First ?? 0) * (1 - within)) - 0.001, ((pair.First ?? 0) * (1 + within)) + 0.001);
        });
    }

    private object? Table(string measurement) => _store.Scalar($"SELECT id FROM catalogue.measurements WHERE name = '{measurement}'");

    private string Column(string measurement, string field) =>
        $"f{_store.Scalar($"SELECT id FROM catalogue.columns WHERE measurement = {Table(measurement)} AND name = '{field}'")}";

    private RecordedLoad Recorded(RecordedLoad load)
    {
        using var file = StoreFile.OpenOrCreate(_store.Path, "");
        load.Record(file);
        return load;
    }
}
