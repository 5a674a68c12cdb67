using System.IO.Compression;
using Cicada.TestSupport;
using CsCheck;

namespace Cicada.Storage.Tests.Queries;

public sealed class RunQueryTests : IDisposable
{
    private static readonly double[] Percentiles = [50, 95, 99.9];

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void The_whole_run_merged_is_what_its_document_says()
    {
        var load = Recorded(new RecordedLoad(seed: 1, seconds: 185, busiest: 20));

        using var history = RunHistory.Open(_store.Path);
        var figures = history.Query("latest").PerRequest();

        Assert.Equal(PercentileSource.Merged, figures.Source);
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(185)), (figures.From, figures.To));
        AssertSame(load.Total, figures.Total);
        Assert.Equal(load.Requests.Count, figures.Requests.Count);
        Assert.All(load.Requests.Zip(figures.Requests), pair => AssertSame(pair.First, pair.Second));
        Assert.Equal(load.Total.Count / 185.0, figures.Total.Rps, 9);
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public void Whatever_the_order_of_seconds_and_the_window_merged_minutes_say_what_the_seconds_say()
    {
        var order = Gen.Select(Gen.Int[0, 1000], Gen.Int[1, 200], Gen.Int[0, 70], Gen.Bool);
        Gen.Select(order, Gen.Int[0, 150], Gen.Int[1, 200], Gen.Int[1, 130]).Sample(
            (made, from, length, width) =>
            {
                var (seed, seconds, lateness, isEnded) = made;
                using var store = new TemporaryStore();
                var load = new RecordedLoad(seed, seconds);
                var random = new Random(seed);
                using (var file = StoreFile.OpenOrCreate(store.Path, ""))
                {
                    // Every tenth second comes late, by up to so many others.
                    load.Record(file, Enumerable.Range(0, seconds).OrderBy(second => second + (random.Next(10) == 0 ? random.Next(lateness + 1) : 0)).ToList(), isEnded, atATime: 1 + random.Next(9));
                }

                var merged = store.Scalar("SELECT count(DISTINCT time) FROM data.merged_histograms");
                var window = (From: Math.Min(from, seconds - 1), To: Math.Min(from, seconds - 1) + length);
                var (figures, line) = Ask(store, window, width);
                store.Change("DELETE FROM data.merged_histograms");
                var (ofSeconds, lineOfSeconds) = Ask(store, window, width);

                Assert.Equal(ofSeconds.Total, figures.Total);
                Assert.Equal(ofSeconds.Requests, figures.Requests);
                AssertFigures(load.Within(window.From, window.To), figures.Total);
                foreach (var request in figures.Requests)
                {
                    AssertFigures(load.Within(window.From, window.To).Where(sample => sample.Key.Name == request.Name && sample.Key.RequestType == request.RequestType), request);
                }

                Assert.Equal(lineOfSeconds.Buckets.Count, line.Buckets.Count);
                foreach (var (bucket, again) in line.Buckets.Zip(lineOfSeconds.Buckets))
                {
                    var samples = load.Within(bucket.From.TotalSeconds, bucket.To.TotalSeconds).ToList();
                    AssertBucket(samples, bucket.All);
                    AssertBucket(samples.Where(sample => sample.Succeeded), bucket.Succeeded);
                    AssertBucket(samples.Where(sample => !sample.Succeeded), bucket.Failed);
                    Assert.Equal(again.All.Percentiles, bucket.All.Percentiles);
                }

                // In order, every minute that is over is merged.
                if (lateness == 0)
                {
                    Assert.True((long)merged! >= (seconds / 60) - 1);
                }
            },
            iter: 12,
            threads: 1);
    }

    [Fact]
    public void A_minute_is_merged_when_a_second_of_the_next_is_there_and_gone_when_one_of_its_own_comes_late()
    {
        var load = new RecordedLoad(seed: 3, seconds: 130, busiest: 10);
        using var file = StoreFile.OpenOrCreate(_store.Path, "");
        var recorder = new RunRecorder(file, load.Run);
        long Minutes() => (long)file.Scalar("SELECT count(DISTINCT time) FROM data.merged_histograms")!;
        var late = Enumerable.Range(1, 50).First(second => load.Batch(second).Requests.Length > 0);

        foreach (var second in Enumerable.Range(0, 60).Where(second => second != late))
        {
            recorder.Write(load.Batch(second));
        }

        Assert.Equal(0, Minutes());
        recorder.Write(load.Batch(60));
        recorder.Write(load.Batch(61));
        Assert.Equal(1, Minutes());
        var incomplete = Count(file);

        // It is merged anew at once, with the second in it.
        recorder.Write(load.Batch(late));
        Assert.Equal(1, Minutes());
        Assert.True(Count(file) > incomplete);

        // By another hand it is only taken away.
        var points = new Cicada.Influx.RunPoints(load.Run);
        var writer = new PointWriter(file);
        writer.Write("cicada", null, [.. load.Batch(late).Observations.Select(points.OfObservation)], Some.Noon);
        Assert.Equal(0, Minutes());
    }

    [Fact]
    public void Deleting_a_run_deletes_its_minutes_and_leaves_those_of_others()
    {
        var load = new RecordedLoad(seed: 4, seconds: 130);
        using (var file = StoreFile.OpenOrCreate(_store.Path, ""))
        {
            load.Record(file);
            var other = new RecordedLoad(seed: 5, seconds: 130);
            var recorder = new RunRecorder(file, other.Run with { Id = "r-other" });
            recorder.WriteStart(other.Run with { Id = "r-other" });
            for (var second = 0; second < 130; second++)
            {
                recorder.Write(other.Batch(second));
            }
        }

        var before = (long)_store.Scalar("SELECT count(*) FROM data.merged_histograms")!;
        using (var history = RunHistory.Open(_store.Path, StoreAccess.Change))
        {
            history.Delete(load.Run.Id);
            Assert.Equal(130, history.Query("r-other").PerRequest().To.TotalSeconds);
        }

        Assert.InRange((long)_store.Scalar("SELECT count(*) FROM data.merged_histograms")!, 1, before - 1);
    }

    [Fact]
    public void A_minute_that_loses_seconds_to_a_retention_policy_is_gone()
    {
        var load = new RecordedLoad(seed: 22, seconds: 200);
        using var file = StoreFile.OpenOrCreate(_store.Path, "");
        load.Record(file);
        Assert.Equal(3L, file.Scalar("SELECT count(DISTINCT time) FROM data.merged_histograms"));

        file.Catalogue.AlterPolicy("cicada", new RetentionPolicy { Name = "autogen", Duration = TimeSpan.FromHours(1), IsDefault = true });
        while (RetentionStep.Remove(file, RecordedLoad.Start + ((3600 + 90) * RecordedLoad.Second)) > 0)
        {
        }

        Assert.Equal(RecordedLoad.Start + (180 * RecordedLoad.Second), file.Scalar("SELECT CASE WHEN min(time) = max(time) THEN min(time) END FROM data.merged_histograms"));
    }

    [Fact]
    public void Exact_figures_are_those_of_the_requests_one_by_one()
    {
        var load = Recorded(new RecordedLoad(seed: 6, seconds: 40, busiest: 30));

        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest").Exact().Window(TimeSpan.FromSeconds(3.5), TimeSpan.FromSeconds(33.25));
        var figures = query.PerRequest();
        var line = query.Over(TimeSpan.FromSeconds(2.5), 50, 99);

        var samples = load.Within(3.5, 33.25).Select(sample => sample.ResponseNanoseconds).Order().ToList();
        Assert.Equal(samples.Count, figures.Total.Count);
        Assert.Equal(samples[(int)Math.Ceiling(samples.Count * 0.95) - 1] / 1e6, figures.Total.P95);
        Assert.Equal(samples[^1] / 1e6, figures.Total.Max);
        Assert.Equal(samples.Count / 29.75, figures.Total.Rps, 9);
        Assert.Equal(samples.Count, figures.Requests.Sum(request => request.Count));
        Assert.Equal((TimeSpan.FromSeconds(3.5), TimeSpan.FromSeconds(5)), (line.Buckets[0].From, line.Buckets[0].To));
        Assert.Equal((TimeSpan.FromSeconds(32.5), TimeSpan.FromSeconds(33.25)), (line.Buckets[^1].From, line.Buckets[^1].To));
        Assert.All(line.Buckets, bucket =>
        {
            var all = load.Within(bucket.From.TotalSeconds, bucket.To.TotalSeconds).ToList();
            Assert.Equal(all.Count, bucket.All.Count);
            Assert.Equal(all.Count(sample => !sample.Succeeded), bucket.Failed.Count);
            Assert.Equal(all.Sum(sample => (long)sample.ResponseLength), bucket.All.Bytes);
            Assert.Equal(all.Count == 0 ? null : all.Max(sample => sample.ResponseNanoseconds) / 1e6, bucket.All.Max);
        });
    }

    [Fact]
    public void A_question_that_cuts_seconds_is_answered_exactly_and_any_other_from_the_seconds()
    {
        Recorded(new RecordedLoad(seed: 7, seconds: 10));
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest");

        Assert.Equal(PercentileSource.Merged, query.Window(TimeSpan.FromSeconds(2), TimeSpan.FromHours(1)).PerRequest().Source);
        Assert.Equal(PercentileSource.Exact, query.Window(TimeSpan.FromSeconds(2.5)).PerRequest().Source);
        Assert.Equal(PercentileSource.Exact, query.Over(TimeSpan.FromMilliseconds(100)).Source);
        Assert.Equal(PercentileSource.Merged, query.Over(TimeSpan.FromSeconds(2)).Source);
        Assert.Equal(100, query.Over(TimeSpan.FromMilliseconds(100)).Buckets.Count);
    }

    [Fact]
    public void One_request_and_one_outcome_can_be_asked_for()
    {
        var load = Recorded(new RecordedLoad(seed: 8, seconds: 70, busiest: 20));
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest").Of("GET", "/cart");
        var samples = load.Samples.Where(sample => sample.Key is { Name: "/cart", RequestType: "GET" }).ToList();

        foreach (var source in new[] { query.Merged(), query.Exact() })
        {
            Assert.Equal(samples.Count, source.PerRequest().Total.Count);
            Assert.Equal(samples.Count, Assert.Single(source.PerRequest().Requests).Count);
            Assert.Equal(samples.Count(sample => sample.Succeeded), source.Succeeded().PerRequest().Total.Count);
            Assert.Equal(samples.Count(sample => !sample.Succeeded), source.Failed().PerRequest().Total.Failures);
            Assert.Equal(samples.Count(sample => !sample.Succeeded), source.Failed().Over(TimeSpan.FromSeconds(7), 50).Buckets.Sum(bucket => bucket.All.Count));
            Assert.Equal(0, source.Of("GET", "/nowhere").PerRequest().Total.Count);
        }
    }

    [Fact]
    public void The_map_of_latencies_is_the_same_from_seconds_and_from_requests()
    {
        var load = Recorded(new RecordedLoad(seed: 9, seconds: 65, busiest: 20));
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest").Window(TimeSpan.FromSeconds(5));

        var merged = query.Merged().LatencyMap(TimeSpan.FromSeconds(10));
        var exact = query.Exact().LatencyMap(TimeSpan.FromSeconds(10));

        Assert.Equal(exact.Counts, merged.Counts);
        Assert.Equal(7, merged.Counts.Count);
        Assert.Equal(load.Within(5, 65).Count(), merged.Counts.Sum(row => row.Sum()));
        Assert.Equal(LatencyBuckets.Count, merged.Counts[0].Count);
        Assert.Equal(
            load.Within(5, 10).Count(sample => LatencyBuckets.IndexOf(sample.ResponseNanoseconds) == 3),
            merged.Counts[0][3]);
    }

    [Fact]
    public void Slowest_and_failed_samples_come_with_everything_that_is_known()
    {
        var load = Recorded(new RecordedLoad(seed: 10, seconds: 30, failed: 0.3, busiest: 20));
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest").Window(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
        var within = load.Within(10, 20).ToList();

        var slowest = query.SlowestSamples(5);
        var failed = query.FailedSamples(3);
        var first = query.FailedSamples(1, latestFirst: false, exception: "HTTP 501");

        Assert.Equal(within.OrderByDescending(sample => sample.ResponseNanoseconds).Take(5).Select(sample => sample.ResponseNanoseconds / 1e6), slowest.Select(sample => sample.ResponseTime));
        Assert.Equal(
            within.Where(sample => !sample.Succeeded).OrderByDescending(sample => sample.CompletedNanoseconds).Take(3).Select(sample => (sample.Key.Name, sample.Error, sample.Detail)),
            failed.Select(sample => (sample.Name, sample.Exception, sample.Detail)));
        var expected = within.First(sample => sample.Error == "HTTP 501");
        var one = Assert.Single(first);
        Assert.Equal((500L, expected.Key.RequestType), (one.StatusCode, one.RequestType));
        Assert.Equal((expected.CompletedNanoseconds - RecordedLoad.Start) / 100, one.Elapsed.Ticks);
        Assert.Equal(
            within.Count(sample => !sample.Succeeded),
            query.Failures().Sum(failure => failure.Occurrences));
        Assert.Equal(
            query.Exact().Failures().Select(failure => (failure.Name, failure.Exception, failure.Message, failure.Occurrences)),
            query.Merged().Failures().Select(failure => (failure.Name, failure.Exception, failure.Message, failure.Occurrences)));
    }

    [Fact]
    public void Users_over_time_are_the_most_of_each_bucket_and_unknown_where_nothing_is_known()
    {
        var load = new RecordedLoad(seed: 11, seconds: 30);
        using (var file = StoreFile.OpenOrCreate(_store.Path, ""))
        {
            load.Record(file, Enumerable.Range(0, 30).Where(second => second is < 10 or >= 20));
        }

        using var history = RunHistory.Open(_store.Path);
        var users = history.Query("latest").Users(TimeSpan.FromSeconds(5));

        Assert.Equal([4L, 9L, null, null, 24L, 29L], users.Select(bucket => bucket.Count));
        Assert.Equal(30L, users[0].Target);
        Assert.Equal([null, null, null, null, null, null], history.Query("latest").Users(TimeSpan.FromSeconds(5), "Nobody").Select(bucket => bucket.Count));
    }

    [Fact]
    public void Runs_of_different_length_are_laid_upon_each_other_at_their_starts()
    {
        var (shorter, longer) = (new RecordedLoad(seed: 12, seconds: 15), new RecordedLoad(seed: 13, seconds: 40));
        using (var file = StoreFile.OpenOrCreate(_store.Path, ""))
        {
            shorter.Record(file);
            var recorder = new RunRecorder(file, longer.Run with { Id = "r-longer" });
            recorder.WriteStart(longer.Run with { Id = "r-longer" });
            for (var second = 0; second < 40; second++)
            {
                recorder.Write(longer.Batch(second));
            }
        }

        using var history = RunHistory.Open(_store.Path);
        var lines = history.Compare(shorter.Run.Id, "r-longer").Over(TimeSpan.FromSeconds(10), 95);

        Assert.Equal([4, 4], lines.Select(line => line.Buckets.Count));
        Assert.Equal(lines[0].Buckets.Select(bucket => bucket.From), lines[1].Buckets.Select(bucket => bucket.From));
        Assert.Equal(shorter.Samples.Count, lines[0].Buckets.Sum(bucket => bucket.All.Count));
        Assert.Equal(longer.Within(10, 20).Count(), lines[1].Buckets[1].All.Count);
        Assert.Empty(lines[0].Buckets[3].All.Percentiles);
        Assert.Equal([shorter.Samples.Count, longer.Samples.Count], history.Compare(shorter.Run.Id, "r-longer").PerRequest().Select(run => (int)run.Total.Count));
    }

    [Fact]
    public void A_run_without_seconds_is_answered_from_its_requests()
    {
        var load = Recorded(new RecordedLoad(seed: 14, seconds: 20, busiest: 20), hasSeconds: false);
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest");

        Assert.Equal(PercentileSource.Exact, query.PerRequest().Source);
        Assert.Equal(load.Samples.Count, query.PerRequest().Total.Count);
        Assert.Equal(load.Samples.Count, query.Over(TimeSpan.FromSeconds(5), 50).Buckets.Sum(bucket => bucket.All.Count));
        Assert.Contains("has no statistics of each second", Assert.Throws<StoreException>(() => query.Merged().PerRequest()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_requests_is_answered_from_its_seconds()
    {
        var load = Recorded(new RecordedLoad(seed: 15, seconds: 20, busiest: 20), hasRequests: false);
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest");

        AssertSame(load.Total, query.PerRequest().Total);
        Assert.Equal(PercentileSource.Merged, query.Window(TimeSpan.FromSeconds(2.5)).PerRequest().Source);
        Assert.Empty(query.SlowestSamples(10));
        Assert.Empty(query.FailedSamples(10));
        Assert.NotEmpty(query.Failures());
        Assert.Contains("has no single requests", Assert.Throws<StoreException>(() => query.Exact().PerRequest()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Seconds_without_histograms_have_figures_but_no_percentiles()
    {
        var load = Recorded(new RecordedLoad(seed: 16, seconds: 20, busiest: 20), hasRequests: false);
        _store.Change($"UPDATE data.points_{Table("cicada_request_stats")} SET {Column("cicada_request_stats", "histogram")} = ''");
        using var history = RunHistory.Open(_store.Path);

        var total = history.Query("latest").PerRequest().Total;
        var bucket = history.Query("latest").Over(TimeSpan.FromSeconds(20), 50).Buckets[0].All;

        Assert.Equal((load.Total.Count, load.Total.Max, 0.0), (total.Count, total.Max, total.P99));
        Assert.Equal(load.Total.Mean, total.Mean, 6);
        Assert.Equal(load.Total.Count, bucket.Count);
        Assert.Empty(bucket.Percentiles);
    }

    [Fact]
    public void Several_workers_are_one_run()
    {
        var one = new RecordedLoad(seed: 17, seconds: 70, worker: "a");
        var other = new RecordedLoad(seed: 18, seconds: 70, worker: "b");
        using (var file = StoreFile.OpenOrCreate(_store.Path, ""))
        {
            one.Record(file, isEnded: false);
            other.Record(file);
        }

        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest");
        var samples = one.Samples.Concat(other.Samples).ToList();

        AssertFigures(samples, query.Merged().PerRequest().Total);
        Assert.Equal(samples.Count, query.Exact().PerRequest().Total.Count);
        AssertBucket(one.Within(60, 70).Concat(other.Within(60, 70)), query.Over(TimeSpan.FromMinutes(1), Percentiles).Buckets[1].All);
        Assert.Equal(2 * 69, query.Users(TimeSpan.FromSeconds(1))[69].Count);
    }

    [Fact]
    public void An_interrupted_run_ends_with_the_last_that_is_stored()
    {
        var load = new RecordedLoad(seed: 19, seconds: 62, busiest: 20);
        using (var file = StoreFile.OpenOrCreate(_store.Path, ""))
        {
            load.Record(file, isEnded: false);
            new RunRecorder(file, load.Run).Write(Some.Batch(Some.Sample(Some.Key()) with { CompletedNanoseconds = RecordedLoad.Start + (62 * RecordedLoad.Second) + 300_000_000 }));
        }

        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest");

        Assert.Equal(TimeSpan.FromSeconds(62.3), query.ReadLength());
        Assert.Equal(load.Samples.Count, query.PerRequest().Total.Count);
        Assert.Equal(load.Samples.Count + 1, query.Exact().PerRequest().Total.Count);
        Assert.Equal(load.Within(61, 62).Count() + 1, query.Exact().Over(TimeSpan.FromSeconds(1)).Buckets[^1].All.Count);
        Assert.Equal(62, query.Over(TimeSpan.FromSeconds(1)).Buckets.Count);
    }

    [Fact]
    public void A_run_in_which_nothing_happened_has_figures_of_zero()
    {
        using (var file = StoreFile.OpenOrCreate(_store.Path, ""))
        {
            new RunRecorder(file, Some.Run()).WriteStart(Some.Run());
        }

        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest");

        Assert.Equal((0L, 0.0), (query.PerRequest().Total.Count, query.PerRequest().Total.Rps));
        Assert.Empty(query.PerRequest().Requests);
        Assert.Empty(query.Over(TimeSpan.FromSeconds(1), 50).Buckets);
        Assert.Empty(query.LatencyMap(TimeSpan.FromSeconds(1)).Counts);
        Assert.Empty(query.SlowestSamples(3));
        Assert.Empty(query.Failures());
        Assert.Equal(TimeSpan.Zero, query.ReadLength());
    }

    [Fact]
    public void A_window_beyond_the_end_and_buckets_without_number_get_a_sentence()
    {
        Recorded(new RecordedLoad(seed: 20, seconds: 10));
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest");

        Assert.Contains("was 10 s long, so there is nothing from 10.5 s on", Assert.Throws<StoreException>(() => query.Window(TimeSpan.FromSeconds(10.5)).PerRequest()).Message, StringComparison.Ordinal);
        Assert.Contains("expected at most 200000", Assert.Throws<StoreException>(() => query.Over(TimeSpan.FromTicks(100))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => query.Window(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => query.Window(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => query.Over(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => query.Over(TimeSpan.FromSeconds(1), 101));
    }

    [Fact]
    public void A_store_of_the_first_schema_that_is_only_read_is_merged_from_its_seconds()
    {
        var load = Recorded(new RecordedLoad(seed: 21, seconds: 130));
        _store.Change(
            """
            DROP TABLE data.merged_histograms;
            ALTER TABLE catalogue.retention_policies DROP COLUMN shard_group_duration_ns;
            UPDATE catalogue.store SET schema_version = 1;
            """);

        using var history = RunHistory.Open(_store.Path);

        AssertSame(load.Total, history.Query("latest").Merged().PerRequest().Total);
    }

    [Fact]
    public void Histograms_that_cannot_be_read_are_done_without()
    {
        // Earlier versions wrote nothing but zeros.
        var packed = TestSupport.RepositoryRoot.Combine("tests", "Cicada.Storage.Tests", "Stores", "schema-1.duckdb.gz");
        using (var source = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress))
        using (var target = File.Create(_store.Path))
        {
            source.CopyTo(target);
        }

        using var history = RunHistory.Open(_store.Path);
        foreach (var run in history.List())
        {
            var figures = history.Query(run.Run).PerRequest();
            Assert.Equal((PercentileSource.Exact, run.Total.Count), (figures.Source, figures.Total.Count));
            Assert.Equal((run.Total.Min, run.Total.Max), (figures.Total.Min, figures.Total.Max));
            Assert.InRange(figures.Total.P95, run.Total.P90, run.Total.P99);
        }
    }

    private RecordedLoad Recorded(RecordedLoad load, bool hasRequests = true, bool hasSeconds = true)
    {
        using var file = StoreFile.OpenOrCreate(_store.Path, "");
        load.Record(file, hasRequests: hasRequests, hasSeconds: hasSeconds);
        return load;
    }

    private static long Count(StoreFile file) => (long)file.Scalar("SELECT CAST(sum(octet_length(histogram)) AS BIGINT) FROM data.merged_histograms")!;

    private object? Table(string measurement) => _store.Scalar($"SELECT id FROM catalogue.measurements WHERE name = '{measurement}'");

    private string Column(string measurement, string field) =>
        $"f{_store.Scalar($"SELECT id FROM catalogue.columns WHERE measurement = {Table(measurement)} AND name = '{field}'")}";

    private static (RunFigures Figures, Timeline Line) Ask(TemporaryStore store, (int From, int To) window, int width)
    {
        using var history = RunHistory.Open(store.Path);
        var query = history.Query("latest").Window(TimeSpan.FromSeconds(window.From), TimeSpan.FromSeconds(window.To)).Merged();
        return (query.PerRequest(), query.Over(TimeSpan.FromSeconds(width), Percentiles));
    }

    private static HdrTimes HistogramOf(IEnumerable<RequestSample> samples) => new(samples.Select(sample => sample.ResponseNanoseconds));

    private static void AssertFigures(IEnumerable<RequestSample> samples, RequestSummary actual)
    {
        var all = samples.ToList();
        var figures = HistogramOf(all).Figures();
        AssertSame(
            actual with
            {
                Count = all.Count,
                Failures = all.Count(sample => !sample.Succeeded),
                Bytes = all.Sum(sample => (long)sample.ResponseLength),
                Mean = figures.Mean,
                Min = figures.Min,
                Max = figures.Max,
                P50 = figures.P50,
                P75 = figures.P75,
                P90 = figures.P90,
                P95 = figures.P95,
                P99 = figures.P99,
                P999 = figures.P999,
            },
            actual);
    }

    private static void AssertBucket(IEnumerable<RequestSample> samples, BucketFigures actual)
    {
        var all = samples.ToList();
        var histogram = HistogramOf(all);
        Assert.Equal(all.Count, actual.Count);
        Assert.Equal(all.Sum(sample => (long)sample.ResponseLength), actual.Bytes);
        Assert.Equal(all.Count == 0 ? null : histogram.Figures().Min, actual.Min);
        Assert.Equal(all.Count == 0 ? null : histogram.Figures().Max, actual.Max);
        Assert.Equal(all.Count == 0 ? [] : Percentiles.Select(histogram.Percentile), actual.Percentiles);
    }

    private static void AssertSame(RequestSummary expected, RequestSummary actual)
    {
        Assert.Equal(expected.Mean, actual.Mean, Math.Max(1e-9, expected.Mean * 1e-12));
        Assert.Equal(expected with { Mean = 0, Rps = 0 }, actual with { Mean = 0, Rps = 0 });
    }
}
