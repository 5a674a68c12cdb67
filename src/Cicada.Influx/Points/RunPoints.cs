namespace Cicada.Influx;

/// <summary>
/// The one mapping from what a run records to points: every destination sees the same measurements, tags and fields.
/// Made once for a run and worker; holds nothing that changes.
/// </summary>
public sealed partial class RunPoints
{
    private readonly PointTag _run;
    private readonly PointTag _test;
    private readonly PointTag _worker;
    private readonly RequestLayout _requests;

    /// <summary>The points of one run and worker.</summary>
    /// <param name="run">The run; its id, test and worker become tags.</param>
    /// <param name="names">The measurements' names, <see cref="MeasurementNames.Default"/> unless another prefix is wanted.</param>
    public RunPoints(RunDescription run, MeasurementNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        Names = names ?? MeasurementNames.Default;
        _run = new(PointNames.Run, run.Id);
        _test = new(PointNames.Test, run.Test);
        _worker = new(PointNames.Worker, run.Worker);
        _requests = new RequestLayout(run, Names);
    }

    /// <summary>The measurements' names.</summary>
    public MeasurementNames Names { get; }

    /// <summary>The point of a finished request. With the prefix <c>locust_</c> it has exactly the tags and fields of the usual Locust listeners.</summary>
    /// <param name="sample">The request.</param>
    public Point OfRequest(in RequestSample sample) =>
        new(_requests.Measurement, _requests.Tags(sample.Key, sample.Error), _requests.Fields(sample), sample.CompletedNanoseconds);

    /// <summary>The point of an observation.</summary>
    /// <param name="observation">The observation, of a kind that Core has.</param>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    public Point OfObservation(Observation observation) => observation switch
    {
        RequestStatistics statistics => OfStatistics(statistics),
        UserCount users => OfUsers(users),
        RunEvent happened => OfEvent(happened),
        FailureCount failures => OfFailures(failures),
        GeneratorHealth health => OfGenerator(health),
        LogMessage message => OfMessage(message),
        OwnPoint point => new Point(point.Measurement, [_run, .. point.Tags, _worker], point.Fields, point.TimeNanoseconds),
        MetricStatistics statistics => OfMetric(statistics),
        CheckStatistics checks => OfChecks(checks),
        TransactionStatistics transactions => OfTransactions(transactions),
        _ => throw new ArgumentException(
            $"There is no measurement for an observation of type '{observation?.GetType().Name ?? "null"}'. Add one to RunPoints.",
            nameof(observation)),
    };

    private Point OfStatistics(RequestStatistics statistics)
    {
        var receiver = new FieldListReceiver(new FieldList());
        StatisticsLayout.Write(statistics, ref receiver);
        return new Point(Names.RequestStatistics, StatisticsLayout.Tags(_run.Value, _worker.Value, statistics), receiver.Fields, statistics.TimeNanoseconds);
    }

    private Point OfUsers(UserCount users)
    {
        PointTag[] tags = [_run, new(PointNames.UserClass, users.UserClass), _worker];
        var fields = new FieldList();
        fields.Integer("count", users.Count);
        fields.Integer("target", users.Target);
        fields.Float("elapsed", users.ElapsedSeconds);
        return new Point(Names.Users, tags, fields, users.TimeNanoseconds);
    }

    private Point OfEvent(RunEvent happened)
    {
        PointTag[] tags = [_run, new("type", happened.Type)];
        var fields = new FieldList();
        fields.Text("title", happened.Title);
        fields.Text("text", happened.Text);
        return new Point(Names.Events, tags, fields, happened.TimeNanoseconds);
    }

    private Point OfFailures(FailureCount failures)
    {
        PointTag[] tags =
        [
            _run,
            new(PointNames.RequestType, failures.RequestType),
            new(PointNames.Name, failures.Name),
            new(PointNames.Exception, failures.Error),
            _worker,
        ];

        var fields = new FieldList();
        fields.Text("message", failures.Message);
        fields.Integer("occurrences", failures.Occurrences);
        return new Point(Names.Failures, tags, fields, failures.TimeNanoseconds);
    }

    private Point OfGenerator(GeneratorHealth health)
    {
        PointTag[] tags = [_run, _worker];
        var fields = new FieldList();
        fields.Float("cpu", health.CpuPercent);
        fields.Integer("memory", health.MemoryBytes);
        fields.Float("gc_pause", health.GcPauseMilliseconds);
        fields.Float("scheduler_lateness_p99", health.SchedulerLatenessP99);
        fields.Integer("thread_pool_queue", health.ThreadPoolQueue);
        fields.Integer("connections", health.Connections);
        fields.Integer("recorded", health.Recording.Recorded);
        fields.Integer("spooled", health.Recording.Spooled);
        fields.Integer("dropped", health.Recording.Dropped);
        fields.Integer("rejected", health.Recording.Rejected);
        return new Point(Names.Generator, tags, fields, health.TimeNanoseconds);
    }

    private Point OfMessage(LogMessage message)
    {
        PointTag[] tags = [_run, new("level", message.Level)];
        var fields = new FieldList();
        fields.Integer("sequence", message.Sequence);
        fields.Text("category", message.Category);
        fields.Text("message", message.Message);
        fields.IntegerUnlessZero("left_out", message.LeftOut);
        fields.Float("elapsed", message.ElapsedSeconds);
        return new Point(Names.Log, tags, fields, message.TimeNanoseconds);
    }

    private Point OfMetric(MetricStatistics statistics)
    {
        PointTag[] tags =
        [
            _run,
            new(PointNames.Metric, statistics.Metric),
            new(PointNames.Kind, statistics.Kind.ToWord()),
            .. statistics.Tags,
            _worker,
        ];

        var fields = new FieldList();
        fields.Integer("count", statistics.Count);
        switch (statistics)
        {
            case CounterStatistics counter:
                fields.Float("sum", counter.Sum);
                fields.Float("total", counter.Total);
                break;
            case GaugeStatistics gauge:
                fields.Float("value", gauge.Value);
                fields.Float("min", gauge.Min);
                fields.Float("max", gauge.Max);
                break;
            case TrendStatistics trend:
                fields.Float("sum", trend.Sum);
                var values = trend.Values;
                AddTimes(fields, new TimeFigures(
                    values.Mean, values.Min, values.Max, values.P50, values.P75, values.P90, values.P95, values.P99, values.P999));
                fields.Text("histogram", trend.Histogram);
                break;
        }

        fields.TextIfKnown("unit", statistics.Unit);
        fields.Float("elapsed", statistics.ElapsedSeconds);
        return new Point(Names.Metrics, tags, fields, statistics.TimeNanoseconds);
    }

    private Point OfChecks(CheckStatistics checks)
    {
        PointTag[] tags = [_run, new(PointNames.Name, checks.Name), _worker];
        var fields = new FieldList();
        fields.Integer("passes", checks.Passes);
        fields.Integer("fails", checks.Fails);
        fields.Float("elapsed", checks.ElapsedSeconds);
        return new Point(Names.Checks, tags, fields, checks.TimeNanoseconds);
    }

    private Point OfTransactions(TransactionStatistics transactions)
    {
        PointTag[] tags = [_run, new(PointNames.Name, transactions.Name), SuccessTag(transactions.Success), _worker];
        var fields = new FieldList();
        fields.Integer("count", transactions.Count);
        AddTimes(fields, transactions.Times);
        fields.Text("histogram", transactions.Histogram);
        fields.Float("elapsed", transactions.ElapsedSeconds);
        return new Point(Names.Transactions, tags, fields, transactions.TimeNanoseconds);
    }

    private static PointTag SuccessTag(bool succeeded) =>
        new(PointNames.Success, succeeded ? PointNames.Succeeded : PointNames.Failed);

    private static void AddTimes(FieldList fields, in TimeFigures times)
    {
        fields.Float("mean", times.Mean);
        fields.Float("min", times.Min);
        fields.Float("max", times.Max);
        fields.Float("p50", times.P50);
        fields.Float("p75", times.P75);
        fields.Float("p90", times.P90);
        fields.Float("p95", times.P95);
        fields.Float("p99", times.P99);
        fields.Float("p999", times.P999);
    }

    private readonly struct FieldListReceiver(FieldList fields) : IFieldReceiver
    {
        public FieldList Fields => fields;

        public void Integer(int field, long value) => fields.Integer(StatisticsLayout.Fields[field].Name, value);

        public void Float(int field, double value) => fields.Float(StatisticsLayout.Fields[field].Name, value);

        public void Text(int field, string value) => fields.Text(StatisticsLayout.Fields[field].Name, value);
    }
}
