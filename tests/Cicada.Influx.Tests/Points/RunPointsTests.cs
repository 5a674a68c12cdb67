using System.Globalization;
using CsCheck;

namespace Cicada.Influx.Tests;

public sealed class RunPointsTests
{
    private static readonly DateTimeOffset Started = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly RunDescription Run = new() { Id = "r1", Test = "shop", Worker = "2", State = RunState.Running, Started = Started };
    private static readonly RequestKey Key = new(0, "GET", "/item", "ShopUser");
    private readonly RunPoints _points = new(Run);

    [Fact]
    public void A_request_has_all_its_tags_and_what_is_known_of_it_as_fields()
    {
        var point = _points.OfRequest(new RequestSample
        {
            Key = Key,
            CompletedNanoseconds = 42,
            ResponseNanoseconds = 2_500_001,
            ServiceNanoseconds = 2_500_000,
            DnsNanoseconds = 500_000,
            ConnectNanoseconds = 1_000_000,
            TlsNanoseconds = 0,
            FirstByteNanoseconds = 2_000_000,
            ResponseLength = 99,
            StatusCode = 500,
            Error = "HTTP 500",
            Detail = "Internal Server Error",
        });

        Assert.Equal("cicada_requests", point.Measurement);
        Assert.Equal(42, point.TimeNanoseconds);
        Assert.Equal("run=r1 request_type=GET name=/item success=false exception=HTTP 500 user_class=ShopUser worker=2", TagsOf(point));
        Assert.Equal(
            "response_time=2.500001:Float response_length=99:Integer service_time=2.5:Float dns_time=0.5:Float connect_time=1:Float tls_time=0:Float "
            + "first_byte_time=2:Float status_code=500:Integer detail=Internal Server Error:String",
            FieldsOf(point));
    }

    [Fact]
    public void A_success_has_no_exception_and_what_is_not_known_is_left_out()
    {
        var point = _points.OfRequest(new RequestSample { Key = Key, CompletedNanoseconds = 1, ResponseNanoseconds = 1_000_000 });

        Assert.Equal("run=r1 request_type=GET name=/item success=true exception=None user_class=ShopUser worker=2", TagsOf(point));
        Assert.Equal("response_time=1:Float response_length=0:Integer", FieldsOf(point));
    }

    [Fact]
    public void Every_duration_comes_back_from_its_milliseconds_to_the_nanosecond() =>
        Gen.Long[0, 86_400_000_000_000].Sample(nanoseconds =>
            (long)Math.Round(PointNames.Milliseconds(nanoseconds) * 1e6) == nanoseconds);

    [Fact]
    public void Statistics_of_a_second_have_statuses_always_and_buckets_when_not_0()
    {
        var buckets = new long[LatencyBuckets.Count];
        buckets[0] = 1;
        buckets[^2] = 2;
        buckets[^1] = 3;

        var point = _points.OfObservation(new RequestStatistics
        {
            TimeNanoseconds = 7,
            RequestType = "(all)",
            Name = "(all)",
            Success = true,
            ElapsedSeconds = 1.5,
            Count = 6,
            Response = new TimeFigures(1, 2, 3, 4, 5, 6, 7, 8, 9),
            ServiceP95 = 10,
            FirstByteMean = 11,
            Bytes = 600,
            Statuses = [1, 0, 5, 0, 0, 0],
            Buckets = buckets,
            Histogram = "HIST",
        });

        Assert.Equal("cicada_request_stats", point.Measurement);
        Assert.Equal("run=r1 request_type=(all) name=(all) success=true worker=2", TagsOf(point));
        Assert.Equal(
            "count=6:Integer mean=1:Float min=2:Float max=3:Float p50=4:Float p75=5:Float p90=6:Float p95=7:Float p99=8:Float p999=9:Float "
            + "service_p95=10:Float first_byte_mean=11:Float bytes=600:Integer status_none=1:Integer status_1xx=0:Integer status_2xx=5:Integer "
            + "status_3xx=0:Integer status_4xx=0:Integer status_5xx=0:Integer le_1=1:Integer le_60000=2:Integer le_inf=3:Integer "
            + "histogram=HIST:String elapsed=1.5:Float",
            FieldsOf(point));
    }

    [Fact]
    public void Users_events_failures_and_the_generator_have_measurements_of_their_own()
    {
        Observation[] observations =
        [
            new UserCount { TimeNanoseconds = 1, UserClass = "ShopUser", Count = 3, Target = 4, ElapsedSeconds = 2 },
            new RunEvent { TimeNanoseconds = 1, Type = "test_stop", Title = "Stop", Text = "by a signal" },
            new FailureCount { TimeNanoseconds = 1, RequestType = "GET", Name = "/", Error = "HTTP 500", Message = "oh", Occurrences = 2 },
            new GeneratorHealth
            {
                TimeNanoseconds = 1, CpuPercent = 1.5, MemoryBytes = 2, GcPauseMilliseconds = 3, SchedulerLatenessP99 = 4, ThreadPoolQueue = 5,
                Connections = 6, Recording = new RecordingCounts(7, 8, 9, 10, 11),
            },
        ];

        Assert.Equal(
            [
                "cicada_users [run=r1 user_class=ShopUser worker=2] count=3:Integer target=4:Integer elapsed=2:Float",
                "cicada_events [run=r1 type=test_stop] title=Stop:String text=by a signal:String",
                "cicada_failures [run=r1 request_type=GET name=/ exception=HTTP 500 worker=2] message=oh:String occurrences=2:Integer",
                "cicada_generator [run=r1 worker=2] cpu=1.5:Float memory=2:Integer gc_pause=3:Float scheduler_lateness_p99=4:Float "
                    + "thread_pool_queue=5:Integer connections=6:Integer recorded=7:Integer spooled=9:Integer dropped=10:Integer rejected=11:Integer",
            ],
            observations.Select(_points.OfObservation).Select(point => $"{point.Measurement} [{TagsOf(point)}] {FieldsOf(point)}"));
    }

    [Fact]
    public void A_point_of_a_user_s_own_keeps_its_measurement_and_gets_the_run_and_the_worker()
    {
        var point = new RunPoints(Run, new MeasurementNames("locust_")).OfObservation(new OwnPoint
        {
            TimeNanoseconds = 42,
            HasOwnTime = true,
            Measurement = "baskets",
            Tags = [new("shop", "eu")],
            Fields = [new("items", 3), new("total", 99.5), new("paid", true), new("voucher", "none")],
        });

        Assert.Equal(("baskets", 42), (point.Measurement, point.TimeNanoseconds));
        Assert.Equal("run=r1 shop=eu worker=2", TagsOf(point));
        Assert.Equal("items=3:Integer total=99.5:Float paid=true:Boolean voucher=none:String", FieldsOf(point));
    }

    [Fact]
    public void Metrics_have_a_measurement_of_their_own_with_the_figures_of_their_kind()
    {
        PointTag[] tags = [new("region", "eu")];
        var counter = _points.OfObservation(new CounterStatistics { TimeNanoseconds = 1, Metric = "orders", Tags = tags, ElapsedSeconds = 2, Count = 3, Sum = 4, Total = 5 });
        var gauge = _points.OfObservation(new GaugeStatistics { TimeNanoseconds = 1, Metric = "depth", Unit = "jobs", Tags = [], ElapsedSeconds = 2, Count = 3, Value = 4, Min = -1, Max = 6 });
        var trend = _points.OfObservation(new TrendStatistics
        {
            TimeNanoseconds = 1,
            Metric = "payment",
            Unit = "ms",
            Tags = tags,
            ElapsedSeconds = 2,
            Count = 3,
            Sum = 4,
            Values = new ValueDistribution(1, 2, 3, 4, 5, 6, 7, 8, 9),
            Histogram = "HISTF",
        });

        Assert.Equal("cicada_metrics", counter.Measurement);
        Assert.Equal("run=r1 metric=orders kind=counter region=eu worker=2", TagsOf(counter));
        Assert.Equal("count=3:Integer sum=4:Float total=5:Float elapsed=2:Float", FieldsOf(counter));
        Assert.Equal("run=r1 metric=depth kind=gauge worker=2", TagsOf(gauge));
        Assert.Equal("count=3:Integer value=4:Float min=-1:Float max=6:Float unit=jobs:String elapsed=2:Float", FieldsOf(gauge));
        Assert.Equal(
            "count=3:Integer sum=4:Float mean=1:Float min=2:Float max=3:Float p50=4:Float p75=5:Float p90=6:Float p95=7:Float p99=8:Float p999=9:Float "
            + "histogram=HISTF:String unit=ms:String elapsed=2:Float",
            FieldsOf(trend));
    }

    [Fact]
    public void A_run_is_described_at_its_start_and_with_its_whole_document_at_its_end()
    {
        var run = Run with { Options = new Dictionary<string, string> { ["users"] = "5", ["host"] = "a\"b" }, GitRevision = "abc" };
        var summary = Summary();

        var start = _points.OfRun(run, 1);
        var end = _points.OfRun(run, summary, 2);

        Assert.Equal("run=r1 test=shop", TagsOf(start));
        Assert.Equal(
            """state=running:String started=2026-11-23T12:00:00.000000Z:String options={"host":"a\u0022b","users":"5"}:String labels={}:String note=:String git_revision=abc:String""",
            FieldsOf(start));
        var fields = end.Fields.ToDictionary(field => field.Key, field => field.Value.ToString());
        Assert.Equal("finished", fields["state"]);
        Assert.Equal("2026-11-23T12:01:00.000000Z", fields["ended"]);
        Assert.Equal("""{"branch":"main"}""", fields["labels"]);
        Assert.Equal(("0", "9", "12", "2", "0.2"), (fields["exit_code"], fields["users"], fields["count"], fields["failures"], fields["rps"]));
        Assert.Equal(("12", "10", "1", "1", "0"), (fields["recorded"], fields["stored"], fields["spooled"], fields["dropped"], fields["rejected"]));
        Assert.Equal(RunSummaryJson.Serialize(summary), fields["summary"]);
    }

    [Fact]
    public void A_change_of_a_run_says_only_what_changed()
    {
        Point[] changes =
        [
            _points.OfChangedLabels(new Dictionary<string, string> { ["team"] = "shop", ["build"] = "\"1\"" }, 3),
            _points.OfChangedNote("two\nlines", 4),
            _points.OfChangedBaseline(true, 5),
        ];

        Assert.Equal(
            [
                """cicada_runs [run=r1 test=shop] labels={"build":"\u00221\u0022","team":"shop"}:String @3""",
                "cicada_runs [run=r1 test=shop] note=two\nlines:String @4",
                "cicada_runs [run=r1 test=shop] baseline=true:Boolean @5",
            ],
            changes.Select(point => $"{point.Measurement} [{TagsOf(point)}] {FieldsOf(point)} @{point.TimeNanoseconds}"));
    }

    [Fact]
    public void The_final_figures_are_one_point_for_each_request_and_one_for_all()
    {
        var points = _points.OfSummary(Summary(), 5);

        Assert.Equal(["run=r1 test=shop request_type=GET name=/", "run=r1 test=shop request_type=(all) name=(all)"], points.Select(TagsOf));
        Assert.Equal(
            "count=12:Integer failures=2:Integer rps=0.2:Float mean=1:Float min=2:Float max=3:Float p50=4:Float p75=5:Float p90=6:Float p95=7:Float "
            + "p99=8:Float p999=9:Float bytes=1200:Integer",
            FieldsOf(points[1]));
    }

    [Fact]
    public void Another_prefix_changes_the_measurements_and_nothing_else()
    {
        var points = new RunPoints(Run, new MeasurementNames("load_"));
        var sample = new RequestSample { Key = Key, CompletedNanoseconds = 1, ResponseNanoseconds = 1 };

        Assert.Equal("load_requests", points.OfRequest(sample).Measurement);
        Assert.Equal(FieldsOf(_points.OfRequest(sample)), FieldsOf(points.OfRequest(sample)));
    }

    [Theory]
    [InlineData("1", "request_type=GET name=/item success=True exception=None", "request_type=GET name=/item success=False exception=HTTP 500")]
    [InlineData("2", "request_type=GET name=/item success=True exception=None worker=2", "request_type=GET name=/item success=False exception=HTTP 500 worker=2")]
    public void With_the_prefix_of_Locust_a_request_has_what_its_listeners_write_and_nothing_else(string worker, string success, string failure)
    {
        var points = new RunPoints(Run with { Worker = worker }, new MeasurementNames("locust_"));
        var sample = new RequestSample
        {
            Key = Key,
            CompletedNanoseconds = 1,
            ResponseNanoseconds = 2_500_000,
            ServiceNanoseconds = 2,
            ConnectNanoseconds = 3,
            ResponseLength = 4,
            StatusCode = 200,
        };

        var good = points.OfRequest(sample);
        var bad = points.OfRequest(sample with { Error = "HTTP 500", Detail = "oh" });

        Assert.Equal(("locust_requests", success, failure), (good.Measurement, TagsOf(good), TagsOf(bad)));
        Assert.Equal("response_time=2.5:Float response_length=4:Integer", FieldsOf(good));
        Assert.Equal("response_time=2.5:Float response_length=4:Integer", FieldsOf(bad));
    }

    [Theory]
    [InlineData("locust")]
    [InlineData("Locust_")]
    [InlineData("my_locust_")]
    public void Only_exactly_that_prefix_means_the_layout_of_Locust(string prefix) =>
        Assert.Equal(7, new RunPoints(Run, new MeasurementNames(prefix)).OfRequest(new RequestSample { Key = Key, CompletedNanoseconds = 1, ResponseNanoseconds = 1 }).Tags.Count);

    private static string TagsOf(Point point) => string.Join(' ', point.Tags.Select(tag => $"{tag.Key}={tag.Value}"));

    private static string FieldsOf(Point point) =>
        string.Join(' ', point.Fields.Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Key}={field.Value}:{field.Value.Type}")));

    private static RunSummary Summary() => new()
    {
        Run = "r1",
        Test = "shop",
        State = RunState.Finished,
        ExitCode = 0,
        Started = Started,
        Ended = Started.AddMinutes(1),
        Users = 9,
        Labels = new Dictionary<string, string> { ["branch"] = "main" },
        Requests = [Figures("GET", "/")],
        Total = Figures("(all)", "(all)"),
        Recording = new RecordingSummary { Recorded = 12, Stored = 10, Spooled = 1, Dropped = 1, Rejected = 0, Outputs = [] },
    };

    private static RequestSummary Figures(string requestType, string name) => new()
    {
        RequestType = requestType,
        Name = name,
        Count = 12,
        Failures = 2,
        Rps = 0.2,
        Mean = 1,
        Min = 2,
        Max = 3,
        P50 = 4,
        P75 = 5,
        P90 = 6,
        P95 = 7,
        P99 = 8,
        P999 = 9,
        Bytes = 1200,
    };
}
