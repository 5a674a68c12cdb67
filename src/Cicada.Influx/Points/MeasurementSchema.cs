using System.Globalization;

namespace Cicada.Influx;

/// <summary>
/// The tags and fields of one measurement of runs, under the names the store has: what <see cref="RunPoints"/> writes, as a table for
/// those who read it back from formats that name no types.
/// </summary>
/// <param name="Measurement">The measurement, prefix included.</param>
/// <param name="Tags">Its tags; every point has them all.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="HasOwnTags">Whether points may have further tags, which users gave them: what is none of the fields is a tag.</param>
public sealed record MeasurementSchema(string Measurement, IReadOnlyList<string> Tags, IReadOnlyList<SchemaField> Fields, bool HasOwnTags = false)
{
    private static readonly string[] Times = ["mean", "min", "max", "p50", "p75", "p90", "p95", "p99", "p999"];

    /// <summary>All measurements of runs.</summary>
    public static IReadOnlyList<MeasurementSchema> All { get; } = [.. Build(MeasurementNames.Default)];

    /// <summary>The measurement of a name, or null where it is none of a run's.</summary>
    /// <param name="measurement">The name, prefix included.</param>
    public static MeasurementSchema? Find(string measurement) => All.FirstOrDefault(schema => schema.Measurement == measurement);

    /// <summary>The measurement whose points have these columns, or null where there is none: the one that knows most of them.</summary>
    /// <param name="columns">The names of tags and fields; further ones than the measurement's own may be among them.</param>
    public static MeasurementSchema? Recognise(IReadOnlyCollection<string> columns)
    {
        var there = columns.ToHashSet(StringComparer.Ordinal);
        return All
            .Where(schema => schema.Tags.All(there.Contains) && schema.Fields.All(field => !field.IsAlways || there.Contains(field.Name)))
            .OrderByDescending(schema => schema.Tags.Count + schema.Fields.Count(field => there.Contains(field.Name)))
            .FirstOrDefault();
    }

    private static IEnumerable<MeasurementSchema> Build(MeasurementNames names) =>
    [
        new(
            names.Requests,
            [
                PointNames.Run, PointNames.RequestType, PointNames.Name, PointNames.Success, PointNames.Exception, PointNames.UserClass, PointNames.Worker,
            ],
            [
                Float(PointNames.ResponseTime), Integer(PointNames.ResponseLength),
                .. Floats(false, PointNames.ServiceTime, PointNames.DnsTime, PointNames.ConnectTime, PointNames.TlsTime, PointNames.FirstByteTime),
                Integer(PointNames.StatusCode, false), Text(PointNames.Detail, false),
            ]),
        new(
            names.RequestStatistics,
            [PointNames.Run, PointNames.RequestType, PointNames.Name, PointNames.Success, PointNames.Worker],
            [
                Integer("count"), .. Floats(true, Times),
                .. Floats(false, "service_p50", "service_p95", "service_p99", "dns_mean", "connect_mean", "tls_mean", "first_byte_mean"),
                .. Integers(false, "dns_count", "connect_count", "tls_count", "first_byte_count"),
                Integer("bytes"),
                .. Integers(true, "status_none", "status_1xx", "status_2xx", "status_3xx", "status_4xx", "status_5xx"),
                .. Integers(false, [.. LatencyBuckets.UpperBounds.Select(bound => string.Create(CultureInfo.InvariantCulture, $"le_{bound}")), "le_inf"]),
                Text("histogram", false), Float("elapsed"),
            ]),
        new(names.Users, [PointNames.Run, PointNames.UserClass, PointNames.Worker], [.. Integers(true, "count", "target"), Float("elapsed")]),
        new(names.Events, [PointNames.Run, "type"], [Text("title"), Text("text")]),
        new(
            names.Failures,
            [PointNames.Run, PointNames.RequestType, PointNames.Name, PointNames.Exception, PointNames.Worker],
            [Text("message"), Integer("occurrences")]),
        new(
            names.Generator,
            [PointNames.Run, PointNames.Worker],
            [
                Float("cpu"), Integer("memory"), .. Floats(true, "gc_pause", "scheduler_lateness_p99"),
                .. Integers(true, "thread_pool_queue", "connections", "recorded", "spooled", "dropped", "rejected"),
            ]),
        new(
            names.Metrics,
            [PointNames.Run, PointNames.Metric, PointNames.Kind, PointNames.Worker],
            [
                Integer("count"), .. Floats(false, ["sum", "total", "value", .. Times]), Text("unit", false), Text("histogram", false), Float("elapsed"),
            ],
            HasOwnTags: true),
        new(names.Checks, [PointNames.Run, PointNames.Name, PointNames.Worker], [.. Integers(true, "passes", "fails"), Float("elapsed")]),
        new(
            names.Transactions,
            [PointNames.Run, PointNames.Name, PointNames.Success, PointNames.Worker],
            [Integer("count"), .. Floats(true, Times), Text("histogram"), Float("elapsed")]),
        new(
            names.Log,
            [PointNames.Run, "level"],
            [Integer("sequence"), Text("category"), Text("message"), Integer("left_out", false), Float("elapsed")]),
        new(
            names.RunSummary,
            [PointNames.Run, PointNames.Test, PointNames.RequestType, PointNames.Name],
            [.. Integers(true, "count", "failures"), Float("rps"), .. Floats(true, Times), Integer("bytes")]),
        new(
            names.Runs,
            [PointNames.Run, PointNames.Test],
            [
                Text("state"), Text("started"), Text("ended", false), Text("host", false), Text("options"), Text("labels"), Text("note"),
                Text("git_revision", false), Text("user_types", false), Integer("seed", false), Text("shape", false), Text("arrival_rate", false), Integer("max_users", false), .. Floats(false, "spawn_rate", "run_time"),
                Text("machine", false), Integer("cores", false), Text("runtime", false), Text("cicada", false), Text("code_file", false), Text("code", false),
                new(PointNames.Baseline, FieldType.Boolean, false), .. Integers(false, "exit_code", "users", "count", "failures"), Text("verdict", false), Float("rps", false),
                .. Integers(false, "recorded", "stored", "spooled", "dropped", "rejected"), Text("summary", false),
            ]),
    ];

    private static SchemaField Float(string name, bool isAlways = true) => new(name, FieldType.Float, isAlways);

    private static SchemaField Integer(string name, bool isAlways = true) => new(name, FieldType.Integer, isAlways);

    private static SchemaField Text(string name, bool isAlways = true) => new(name, FieldType.String, isAlways);

    private static IEnumerable<SchemaField> Floats(bool isAlways, params string[] names) => names.Select(name => Float(name, isAlways));

    private static IEnumerable<SchemaField> Integers(bool isAlways, params string[] names) => names.Select(name => Integer(name, isAlways));
}
