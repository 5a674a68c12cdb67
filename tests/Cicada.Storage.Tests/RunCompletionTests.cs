using Cicada.Influx;
using CsCheck;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace Cicada.Storage.Tests;

public sealed class RunCompletionTests : IDisposable
{
    private const long Second = 1_000_000_000;
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_run_of_requests_gets_statistics_figures_and_a_description()
    {
        Import(
            [Sample("/", 0.2, 100), Sample("/", 0.9, 50), Sample("/a", 0.95, 10, "failed", "no"), Sample("/", 3.5, 20)],
            out var added);

        Assert.True(added);
        using var history = RunHistory.Open(_store.Path);
        var summary = history.ReadSummary("latest");
        Assert.Equal((RunState.Finished, 1, 4L, 1L), (summary.State, summary.ExitCode, summary.Total.Count, summary.Total.Failures));
        Assert.Equal(Some.Started.AddMilliseconds(100), summary.Started);
        Assert.Equal((4L, 4L), (summary.Recording.Recorded, summary.Recording.Stored));
        Assert.Equal(["said"], summary.Warnings);
        Assert.Equal("no", Assert.Single(summary.Failures).Message);
        Assert.Equal(
            ["(all)|false|1|1", "(all)|true|2|1", "(all)|true|1|3.400001", "/|true|2|1", "/|true|1|3.400001", "/a|false|1|1"],
            _store.Rows("SELECT name, success, count, elapsed FROM cicada_request_stats ORDER BY name, time, success").Select(row => string.Join('|', row)));
    }

    [Fact]
    public void Whoever_has_a_description_and_statistics_keeps_them()
    {
        Import([Sample("/", 0.2, 100)], out _);
        var before = Points();

        Import([], out var added);

        Assert.False(added);
        Assert.Equal(before.Select(point => point.ToString()), Points().Select(point => point.ToString()));
    }

    // Seconds, names and outcomes at random: nothing is lost, and the sums are those of the requests.
    [Fact]
    [Trait("Category", "EndToEnd")]
    public void The_statistics_add_up_to_the_requests() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 20_000], Gen.Int[0, 5_000], Gen.Bool).Array[1, 80].Sample(
            samples =>
            {
                using var store = new TemporaryStore();
                var points = new RunPoints(Some.Run());
                using (var opened = Store.Open(store.Path))
                {
                    opened.Write(Store.RunsDatabase, null, [.. samples.Select((sample, i) => points.OfRequest(
                        Sample($"/{sample.Item1}", sample.Item2 / 1000.0, sample.Item3, sample.Item4 ? "failed" : null) with
                        {
                            CompletedNanoseconds = Some.Noon + (sample.Item2 * 1_000_000L) + i,
                        }))]);
                    opened.CompleteImportedRun(Some.Run());
                }

                Assert.Equal(
                    samples.GroupBy(sample => (sample.Item1, sample.Item4)).Select(group => $"/{group.Key.Item1}|{!group.Key.Item2}|{group.Count()}".ToUpperInvariant()).Order(),
                    store.Rows("SELECT name, success, sum(count)::BIGINT FROM cicada_request_stats WHERE name <> '(all)' GROUP BY ALL")
                        .Select(row => string.Join('|', row).ToUpperInvariant()).Order());
                Assert.Equal((long)samples.Length, store.Scalar("SELECT sum(count)::BIGINT FROM cicada_request_stats WHERE name = '(all)'"));
                Assert.Equal(samples.Max(sample => (double)sample.Item3), store.Scalar("SELECT max(max) FROM cicada_request_stats WHERE name = '(all)'"));
                if (samples.Any(sample => sample.Item4))
                {
                    Assert.Equal((long)samples.Count(sample => sample.Item4), store.Scalar("SELECT sum(occurrences)::BIGINT FROM cicada_failures"));
                }
            },
            iter: 8,
            threads: 1);

    [Fact]
    [Trait("Category", "EndToEnd")]
    public void One_sample_far_from_all_others_is_no_reason_to_read_them_all_at_once()
    {
        const int Count = 450_000;
        using (var store = Store.Open(_store.Path))
        {
            var points = new RunPoints(Some.Run());
            store.Write(Store.RunsDatabase, null, [points.OfRequest(Sample("/", -1_000_000_000, 1))]);
            for (var part = 0; part < Count; part += 50_000)
            {
                store.Write(Store.RunsDatabase, null, [.. Enumerable.Range(part, 50_000).Select(i => points.OfRequest(Sample("/", i * 0.00001, 1)))]);
            }
        }

        var stretches = StretchesOf();

        Assert.All(stretches, stretch => Assert.True((stretch.To - stretch.From) % Second == 0));
        Assert.True(stretches.Count > 2);
        Assert.Equal(stretches.Skip(1).Select(stretch => stretch.From).Order(), stretches.Skip(1).Select(stretch => stretch.From));
    }

    [Fact]
    public void A_run_of_statistics_alone_has_their_figures_with_percentiles_of_merged_histograms()
    {
        var points = new RunPoints(Some.Run());
        using var other = new TemporaryStore();
        using (var store = Store.Open(other.Path))
        {
            store.Write(Store.RunsDatabase, null, [.. Enumerable.Range(1, 10).SelectMany(second => new[]
            {
                points.OfObservation(Statistics(second, "GET", "/")),
                points.OfObservation(Statistics(second, RequestStatistics.All, RequestStatistics.All)),
            })]);
            Assert.True(store.CompleteImportedRun(Some.Run()));
        }

        using var history = RunHistory.Open(other.Path);
        var summary = history.ReadSummary("latest");
        Assert.Equal((1000L, 0L, 1.0, 1000.0), (summary.Total.Count, summary.Total.Failures, summary.Total.Min, summary.Total.Max));
        Assert.InRange(summary.Total.P50, 499, 501);
        Assert.InRange(summary.Total.P99, 989, 991);
        Assert.Equal("/", Assert.Single(summary.Requests).Name);
        Assert.Equal((Some.Started, Some.Started.AddSeconds(10)), (summary.Started, summary.Ended));
    }

    [Fact]
    public void Points_come_back_as_they_were_written_and_the_description_first()
    {
        Import([Sample("/", 0.2, 100)], out _);

        var points = Points();

        Assert.Equal("cicada_runs", points[0].Measurement);
        using var history = RunHistory.Open(_store.Path);
        Assert.Equal(points.Count, history.CountPoints("latest"));
        Assert.Equal(1, history.CountPoints("latest", "cicada_requests"));
        Assert.Throws<StoreException>(() => history.CountPoints("latest", "nonsense"));
        var request = points.Single(point => point.Measurement == "cicada_requests");
        Assert.Equal(new RunPoints(Some.Run()).OfRequest(Sample("/", 0.2, 100)).ToString(), request.ToString());
    }

    [Fact]
    public void A_parquet_file_says_what_it_holds()
    {
        Import([Sample("/", 0.2, 100, "failed", "no")], out _);
        var path = Path.Combine(_store.Folder, "it's.parquet");
        using (var history = RunHistory.Open(_store.Path))
        {
            Assert.Equal(1, history.ExportParquet("latest", path));
        }

        using var file = ParquetFile.Open(path);
        Assert.Equal("cicada_requests", file.Measurement);
        Assert.Equal(["run", "request_type", "name", "success", "exception", "user_class", "worker"], file.Tags);
        Assert.Equal(1, file.Rows);
        var point = Assert.Single(file.Read(file.Measurement!, [.. file.Tags!]))!;
        Assert.Equal(new RunPoints(Some.Run()).OfRequest(Sample("/", 0.2, 100, "failed", "no")).ToString(), point.ToString());
    }

    [Fact]
    public void A_parquet_file_of_anybody_s_is_read_when_it_has_a_time()
    {
        _store.Change($"COPY (SELECT 5 AS time, 'a' AS zone, 1 AS load, 2.5 AS heat, true AS on_) TO '{_store.Folder}/any.parquet'");
        _store.Change($"COPY (SELECT 5 AS when_) TO '{_store.Folder}/none.parquet'");

        using var file = ParquetFile.Open(Path.Combine(_store.Folder, "any.parquet"));

        Assert.Null(file.Measurement);
        Assert.Equal("m [zone=a] load=1, heat=2.5, on_=true @5", Assert.Single(file.Read("m", ["zone"]))!.ToString());
        Assert.Contains("no column 'time'", Assert.Throws<StoreException>(() => ParquetFile.Open(Path.Combine(_store.Folder, "none.parquet"))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read as parquet", Assert.Throws<StoreException>(() => ParquetFile.Open(_store.Path)).Message, StringComparison.Ordinal);
    }

    // Of each second the times i, i + 10, i + 20 … milliseconds.
    private static RequestStatistics Statistics(int second, string type, string name)
    {
        var histogram = new LongHistogram(1, 3_600_000_000, 3);
        for (var milliseconds = second; milliseconds <= 1000; milliseconds += 10)
        {
            histogram.RecordValue(milliseconds * 1000);
        }

        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var length = histogram.EncodeIntoCompressedByteBuffer(buffer);
        buffer.Position = 0;
        return new RequestStatistics
        {
            TimeNanoseconds = Some.Noon + (second * Second),
            ElapsedSeconds = second,
            RequestType = type,
            Name = name,
            Success = true,
            Count = histogram.TotalCount,
            Response = new TimeFigures(histogram.GetMean() / 1000, second, 990 + second, 0, 0, 0, 0, 0, 0),
            Bytes = 1,
            Statuses = new long[6],
            Buckets = new long[LatencyBuckets.Count],
            Histogram = Convert.ToBase64String([.. Enumerable.Range(0, length).Select(_ => buffer.Get())]),
        };
    }

    private void Import(RequestSample[] samples, out bool added)
    {
        using var store = Store.Open(_store.Path);
        var points = new RunPoints(Some.Run());
        store.Write(Store.RunsDatabase, null, [.. samples.Select(sample => points.OfRequest(sample))]);
        Assert.True(store.HasRun(Some.Run().Id));
        added = store.CompleteImportedRun(Some.Run(), ["said"]);
    }

    private List<Point> Points()
    {
        using var history = RunHistory.Open(_store.Path);
        return [.. history.ReadPoints("latest")];
    }

    private List<(long From, long To)> StretchesOf()
    {
        using var store = Store.Open(_store.Path);
        return store.ReadFile(file =>
        {
            var samples = StoredSamples.Of(file, Some.Run().Id)!;
            return samples.Stretches(samples.FirstScheduled).ToList();
        });
    }

    private static RequestSample Sample(string name, double seconds, double milliseconds, string? error = null, string? detail = null) => new()
    {
        Key = Some.Key(name),
        CompletedNanoseconds = Some.Noon + (long)Math.Round(seconds * Second),
        ResponseNanoseconds = (long)Math.Round(milliseconds * 1e6),
        ResponseLength = 10,
        StatusCode = 200,
        Error = error,
        Detail = detail,
    };
}
