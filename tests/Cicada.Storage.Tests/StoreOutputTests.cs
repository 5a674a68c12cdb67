using System.Globalization;
using Cicada.Influx;
using CsCheck;

namespace Cicada.Storage.Tests;

public sealed class StoreOutputTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Every_sample_of_every_batch_is_in_the_view_of_its_measurement()
    {
        int[] sizes = [1, 2047, 2048, 2049, 10_000, 3];
        var key = Some.Key();

        await using (var output = await _store.OpenAsync(Some.Run()))
        {
            var offset = 0;
            foreach (var size in sizes)
            {
                var result = await output.WriteAsync(Some.Batch(Some.Samples(key, size, offset)), None);
                Assert.Equal(new OutputResult(size), result);
                offset += size;
            }
        }

        Assert.Equal((long)sizes.Sum(), _store.Scalar("SELECT count(*) FROM cicada_requests WHERE run = 'r20261123-120000-abc'"));
        Assert.Equal((long)sizes.Sum(), _store.Scalar("SELECT count(DISTINCT epoch_ns(time)) FROM cicada_requests"));
    }

    [Fact]
    public async Task A_sample_has_the_tags_and_fields_of_the_data_model()
    {
        var sample = new RequestSample
        {
            Key = Some.Key("/item/{id}", requestType: "POST"),
            CompletedNanoseconds = Some.Noon + 123,
            ResponseNanoseconds = 1_500_001,
            ServiceNanoseconds = 1_400_000,
            DnsNanoseconds = 250_000,
            ConnectNanoseconds = 0,
            FirstByteNanoseconds = 1_300_000,
            ResponseLength = 7,
            StatusCode = 503,
            Error = "HTTP 503",
            Detail = "Service Unavailable",
        };

        await _store.RecordAsync(Some.Run(), Some.Batch(sample));

        var row = _store.Rows(
            """
            SELECT epoch_ns(time), run, request_type, name, success, exception, user_class, worker, response_time, response_length,
                service_time, dns_time, connect_time, tls_time, first_byte_time, status_code, detail, typeof(time) FROM cicada_requests
            """).Single();
        Assert.Equal(
            [
                Some.Noon + 123, "r20261123-120000-abc", "POST", "/item/{id}", "false", "HTTP 503", "ShopUser", "1", 1.500001, 7L,
                1.4, 0.25, 0.0, null, 1.3, 503L, "Service Unavailable", "TIMESTAMP_NS",
            ],
            row);
    }

    [Fact]
    public async Task What_is_not_known_of_a_sample_stays_null()
    {
        var sample = new RequestSample { Key = Some.Key(), CompletedNanoseconds = Some.Noon, ResponseNanoseconds = 1 };

        await _store.RecordAsync(Some.Run(), Some.Batch(sample));

        var row = _store.Rows("SELECT success, exception, service_time, dns_time, connect_time, tls_time, first_byte_time, status_code, detail FROM cicada_requests").Single();
        Assert.Equal(["true", "None", null, null, null, null, null, null, null], row);
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public Task Samples_are_stored_as_the_points_they_become_elsewhere()
    {
        // The fast path must say what the one mapping says, for whatever texts and numbers.
        string[] hostile = ["it's", "\"q\"", "a,b\nc", "ä😀", "';DROP TABLE x;--", "a\0b"];
        var text = Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 1, 6], Gen.Int[0, hostile.Length - 1].Select(i => hostile[i]));
        var duration = Gen.OneOf(Gen.Const(RequestSample.Unknown), Gen.Long[0, 100_000_000_000]);
        var sample = Gen.Select(text, text, Gen.Bool, duration, duration, Gen.Int[0, 599], (name, detail, failed, response, service, status) => new RequestSample
        {
            Key = Some.Key(name),
            CompletedNanoseconds = Some.Noon,
            ResponseNanoseconds = Math.Max(0, response),
            ServiceNanoseconds = service,
            FirstByteNanoseconds = service,
            StatusCode = status,
            Error = failed ? detail : null,
            Detail = failed ? detail : null,
        });

        return sample.Array[1, 50].SampleAsync(AreStoredAsPoints, iter: 20, threads: 1);
    }

    private static async Task AreStoredAsPoints(RequestSample[] samples)
    {
        using var store = new TemporaryStore();
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = samples[i] with { CompletedNanoseconds = Some.Noon + i };
        }

        await store.RecordAsync(Some.Run(), Some.Batch(samples));

        var points = new RunPoints(Some.Run());
        var rows = store.Rows("SELECT * EXCLUDE (time) FROM cicada_requests ORDER BY time");
        string[] columns = [.. RequestWriter.Tags, .. RequestWriter.Fields.Select(column => column.Name)];
        for (var i = 0; i < samples.Length; i++)
        {
            var point = points.OfRequest(samples[i]);
            var expected = point.Tags.Select(tag => (tag.Key, tag.Value))
                .Concat(point.Fields.Select(one => (one.Key, Value: one.Value.ToString()))).ToDictionary();
            var actual = columns.Zip(rows[i]).Where(pair => pair.Second is not null)
                .ToDictionary(pair => pair.First, pair => Convert.ToString(pair.Second, CultureInfo.InvariantCulture)!);
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [InlineData("it's \"quoted\"; DROP TABLE data.points_1; --")]
    [InlineData("line\nbreak, comma, \t tab and NUL \0 inside")]
    [InlineData("日本語 😀 ‮right to left")]
    [InlineData("$1 ? {0} %s \\ '' \"\"")]
    public async Task A_hostile_name_is_kept_as_it_is(string name)
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key(name), error: name, detail: name)));

        var row = _store.Rows("SELECT name, exception, detail FROM cicada_requests").Single();
        Assert.Equal([name, name, name], row);
    }

    [Fact]
    public async Task Names_that_differ_in_case_only_are_two_series()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key("/Item", 0)), Some.Sample(Some.Key("/item", 1), 1)));

        Assert.Equal([["/Item", 1L], ["/item", 1L]], _store.Rows("SELECT name, count(*) FROM cicada_requests GROUP BY 1 ORDER BY 1"));
    }

    [Fact]
    public async Task Two_keys_with_the_same_number_are_not_mixed_up()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key("/a", 5)), Some.Sample(Some.Key("/b", 5), 1), Some.Sample(Some.Key("/a", 5), 2)));

        Assert.Equal([["/a", 2L], ["/b", 1L]], _store.Rows("SELECT name, count(*) FROM cicada_requests GROUP BY 1 ORDER BY 1"));
        Assert.Equal(2L, _store.Scalar("SELECT count(*) FROM data.series_1"));
    }

    [Fact]
    public async Task Every_kind_of_observation_becomes_rows_of_its_measurement()
    {
        Observation[] observations =
        [
            new UserCount { TimeNanoseconds = Some.Noon, UserClass = "ShopUser", Count = 3, Target = 5, ElapsedSeconds = 1 },
            new RunEvent { TimeNanoseconds = Some.Noon, Type = "test_start", Title = "started" },
            new FailureCount { TimeNanoseconds = Some.Noon, RequestType = "GET", Name = "/", Error = "HTTP 500", Message = "oh", Occurrences = 2 },
            new GeneratorHealth
            {
                TimeNanoseconds = Some.Noon, CpuPercent = 12.5, MemoryBytes = 1, GcPauseMilliseconds = 0, SchedulerLatenessP99 = 0,
                ThreadPoolQueue = 0, Connections = 9, Recording = new RecordingCounts(10, 9, 1, 0, 0),
            },
            Statistics(bucket: 0),
        ];

        await _store.RecordAsync(Some.Run(), Some.Batch(observations));

        Assert.Equal([3L, 5L, 1.0], _store.Rows("SELECT count, target, elapsed FROM cicada_users").Single());
        Assert.Equal(["test_start", "started", ""], _store.Rows("SELECT type, title, text FROM cicada_events").Single());
        Assert.Equal(["HTTP 500", "oh", 2L], _store.Rows("SELECT exception, message, occurrences FROM cicada_failures").Single());
        Assert.Equal([12.5, 9L, 10L, 1L], _store.Rows("SELECT cpu, connections, recorded, spooled FROM cicada_generator").Single());
        Assert.Equal([4L, 4L, "HIST"], _store.Rows("SELECT count, le_1, histogram FROM cicada_request_stats").Single());
    }

    [Fact]
    public async Task A_field_that_appears_later_is_a_new_column_and_null_before()
    {
        await using (var output = await _store.OpenAsync(Some.Run()))
        {
            await output.WriteAsync(Some.Batch(Statistics(bucket: 0)), None);
            await output.WriteAsync(Some.Batch(Statistics(bucket: 5) with { TimeNanoseconds = Some.Noon + 1 }), None);
        }

        Assert.Equal([[4L, null], [null, 4L]], _store.Rows("SELECT le_1, le_50 FROM cicada_request_stats ORDER BY time"));
    }

    [Fact]
    public async Task A_run_is_running_in_the_store_until_it_is_closed()
    {
        var run = Some.Run();
        await using var output = await _store.OpenAsync(run);
        await output.DisposeAsync();
        Assert.Equal("running", _store.Scalar("SELECT arg_max(state, time) FROM cicada_runs"));

        await _store.RecordAsync(run, OutputBatch.Empty, Some.Summary(run, 0));

        Assert.Equal("finished", _store.Scalar("SELECT arg_max(state, time) FROM cicada_runs"));
        Assert.Equal([["(all)", 0L], ["/", 0L]], _store.Rows("SELECT name, count FROM cicada_run_summary WHERE test = 'shop' ORDER BY name"));
    }

    [Fact]
    public async Task Runs_after_each_other_share_the_tables_and_keep_their_series_apart()
    {
        await _store.RecordAsync(Some.Run("r1"), Some.Batch(Some.Sample(Some.Key())));
        await _store.RecordAsync(Some.Run("r2"), Some.Batch(Some.Sample(Some.Key()), Some.Sample(Some.Key(), 1)));

        Assert.Equal([["r1", 1L], ["r2", 2L]], _store.Rows("SELECT run, count(*) FROM cicada_requests GROUP BY 1 ORDER BY 1"));
    }

    [Fact]
    public async Task Closing_and_disposing_twice_is_harmless()
    {
        var output = await _store.OpenAsync(Some.Run());
        await output.CloseAsync(Some.Run(), Some.Summary(Some.Run(), 0), None);

        await output.DisposeAsync();
        await output.DisposeAsync();
    }

    private static RequestStatistics Statistics(int bucket) => new()
    {
        TimeNanoseconds = Some.Noon,
        RequestType = "GET",
        Name = "/",
        Success = true,
        ElapsedSeconds = 1,
        Count = 4,
        Response = new TimeFigures(1, 1, 1, 1, 1, 1, 1, 1, 1),
        Bytes = 400,
        Statuses = [0, 0, 4, 0, 0, 0],
        Buckets = [.. Enumerable.Range(0, LatencyBuckets.Count).Select(i => i == bucket ? 4L : 0L)],
        Histogram = "HIST",
    };
}
