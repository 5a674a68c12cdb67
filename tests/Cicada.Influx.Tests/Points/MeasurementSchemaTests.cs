namespace Cicada.Influx.Tests;

public sealed class MeasurementSchemaTests
{
    private static readonly DateTimeOffset Started = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly RunDescription Run = new() { Id = "r1", Test = "shop", State = RunState.Running, Started = Started };
    private static readonly RequestKey Key = new(0, "GET", "/item", "ShopUser");
    private readonly RunPoints _points = new(Run);

    [Fact]
    public void The_table_says_what_points_have_with_all_that_can_be_known()
    {
        foreach (var point in Full())
        {
            var schema = MeasurementSchema.Find(point.Measurement)!;
            Assert.Equal(schema.Tags, point.Tags.Select(tag => tag.Key).Where(key => !schema.HasOwnTags || key != "region"));
            Assert.All(point.Fields, field => Assert.Equal(schema.Fields.Single(known => known.Name == field.Key).Type, field.Value.Type));
        }

        // Together they have every field the table knows.
        foreach (var schema in MeasurementSchema.All)
        {
            var written = Full().Where(point => point.Measurement == schema.Measurement).SelectMany(point => point.Fields).Select(field => field.Key).Distinct();
            Assert.Equal(schema.Fields.Select(field => field.Name).Order(), written.Order());
        }
    }

    [Fact]
    public void What_is_said_to_be_always_there_is_there_where_nothing_else_is()
    {
        foreach (var point in Bare())
        {
            var schema = MeasurementSchema.Find(point.Measurement)!;
            Assert.Equal(schema.Fields.Where(field => field.IsAlways).Select(field => field.Name).Order(), point.Fields.Select(field => field.Key).Order());
        }
    }

    [Fact]
    public void A_metric_has_the_fields_of_its_kind_and_no_tag_of_a_user_can_have_their_names()
    {
        var schema = MeasurementSchema.Find("cicada_metrics")!;

        Assert.All(Metrics(null), metric => Assert.Subset(
            _points.OfObservation(metric).Fields.Select(field => field.Key).ToHashSet(),
            schema.Fields.Where(field => field.IsAlways).Select(field => field.Name).ToHashSet()));
        var counter = new OwnMetrics(new Cicada.Metrics.Recorder(new Cicada.Metrics.RunClock(TimeProvider.System)), new CardinalityLimits()).Counter("orders");
        Assert.All(
            schema.Tags.Concat(schema.Fields.Select(field => field.Name)).Append("time"),
            name => Assert.Contains($"'{name}', which Cicada sets itself", Assert.Throws<ArgumentException>(() => counter.Add(1, (name, "x"))).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_measurement_is_recognised_by_its_columns_and_others_are_not()
    {
        foreach (var schema in MeasurementSchema.All)
        {
            Assert.Equal(schema, MeasurementSchema.Recognise([.. schema.Tags, .. schema.Fields.Select(field => field.Name), "more"]));
            Assert.Equal(schema, MeasurementSchema.Recognise([.. schema.Tags, .. schema.Fields.Where(field => field.IsAlways).Select(field => field.Name)]));
        }

        Assert.Null(MeasurementSchema.Recognise(["run", "zone", "load"]));
    }

    private IEnumerable<Point> Full() =>
    [
        _points.OfRequest(new RequestSample
        {
            Key = Key,
            CompletedNanoseconds = 1,
            ResponseNanoseconds = 1,
            ServiceNanoseconds = 1,
            DnsNanoseconds = 1,
            ConnectNanoseconds = 1,
            TlsNanoseconds = 1,
            FirstByteNanoseconds = 1,
            StatusCode = 500,
            Error = "failed",
            Detail = "why",
        }),
        _points.OfObservation(Statistics() with
        {
            ServiceP50 = 1,
            ServiceP95 = 1,
            ServiceP99 = 1,
            DnsMean = 1,
            ConnectMean = 1,
            TlsMean = 1,
            FirstByteMean = 1,
            DnsCount = 1,
            ConnectCount = 1,
            TlsCount = 1,
            FirstByteCount = 1,
            Buckets = [.. Enumerable.Repeat(1L, LatencyBuckets.Count)],
            Histogram = "H",
        }),
        .. Metrics(unit: "ms", new PointTag("region", "eu")).Select(_points.OfObservation),
        _points.OfObservation(Message() with { LeftOut = 3 }),
        _points.OfRun(
            Run with
            {
                Ended = Started,
                Host = "h",
                GitRevision = "g",
                UserTypes = [new RunUserType("U", 1, 2)],
                Seed = 1,
                Shape = "hold 1m",
                ArrivalRate = "5/s",
                MaximumUsers = 10,
                SpawnRate = 1,
                RunTime = TimeSpan.FromSeconds(1),
                Machine = "m",
                Cores = 1,
                Framework = "f",
                Cicada = "c",
                CodeFile = "a.cs",
                Code = "c",
            },
            Summary() with { Verdict = Verdict.Passed },
            1),
        _points.OfChangedBaseline(true, 2),
        .. Others(),
    ];

    private IEnumerable<Point> Bare() =>
    [
        _points.OfRequest(new RequestSample { Key = Key, CompletedNanoseconds = 1, ResponseNanoseconds = 1 }),
        _points.OfObservation(Statistics()),
        _points.OfObservation(Message()),
        _points.OfRun(Run, 1),
        .. Others(),
    ];

    private static IEnumerable<MetricStatistics> Metrics(string? unit, params PointTag[] tags) =>
    [
        new CounterStatistics { TimeNanoseconds = 1, Metric = "orders", Unit = unit, Tags = tags, ElapsedSeconds = 1, Count = 1, Sum = 1, Total = 1 },
        new GaugeStatistics { TimeNanoseconds = 1, Metric = "depth", Unit = unit, Tags = tags, ElapsedSeconds = 1, Count = 1, Value = 1, Min = 1, Max = 1 },
        new TrendStatistics { TimeNanoseconds = 1, Metric = "payment", Unit = unit, Tags = tags, ElapsedSeconds = 1, Count = 1, Sum = 1, Values = default, Histogram = "H" },
    ];

    private static LogMessage Message() => new() { TimeNanoseconds = 1, Sequence = 1, ElapsedSeconds = 1, Level = "warning", Category = "C", Message = "m" };

    private IEnumerable<Point> Others() =>
    [
        _points.OfObservation(new UserCount { TimeNanoseconds = 1, UserClass = "U", Count = 1, Target = 1, ElapsedSeconds = 1 }),
        _points.OfObservation(new CheckStatistics { TimeNanoseconds = 1, Name = "is ready", Passes = 1, Fails = 1, ElapsedSeconds = 1 }),
        _points.OfObservation(new TransactionStatistics { TimeNanoseconds = 1, Name = "buy", Success = true, Count = 1, Times = default, Histogram = "H", ElapsedSeconds = 1 }),
        _points.OfObservation(new RunEvent { TimeNanoseconds = 1, Type = "a", Title = "t" }),
        _points.OfObservation(new FailureCount { TimeNanoseconds = 1, RequestType = "GET", Name = "/", Error = "e", Message = "m", Occurrences = 1 }),
        _points.OfObservation(new GeneratorHealth
        {
            TimeNanoseconds = 1,
            CpuPercent = 1,
            MemoryBytes = 1,
            GcPauseMilliseconds = 1,
            SchedulerLatenessP99 = 1,
            ThreadPoolQueue = 1,
            Connections = 1,
            Recording = default,
        }),
        .. _points.OfSummary(Summary(), 1),
    ];

    private static RequestStatistics Statistics() => new()
    {
        TimeNanoseconds = 1,
        RequestType = "GET",
        Name = "/",
        Success = true,
        ElapsedSeconds = 1,
        Count = 1,
        Response = default,
        Bytes = 1,
        Statuses = new long[6],
        Buckets = new long[LatencyBuckets.Count],
        Histogram = "",
    };

    private static RunSummary Summary() => new()
    {
        Run = "r1",
        Test = "shop",
        State = RunState.Finished,
        ExitCode = 0,
        Started = Started,
        Ended = Started,
        Users = 1,
        Host = "h",
        Requests = [],
        Total = new RequestSummary
        {
            RequestType = "(all)",
            Name = "(all)",
            Count = 0,
            Failures = 0,
            Rps = 0,
            Mean = 0,
            Min = 0,
            Max = 0,
            P50 = 0,
            P75 = 0,
            P90 = 0,
            P95 = 0,
            P99 = 0,
            P999 = 0,
            Bytes = 0,
        },
        Recording = new RecordingSummary { Recorded = 0, Stored = 0, Spooled = 0, Dropped = 0, Rejected = 0, Outputs = [] },
    };
}
