using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// Requests of the store as samples again, in the order of their completion. They are read a stretch of time after the other, each about
/// as large as a batch, so that nothing is sorted but what fits into memory.
/// </summary>
internal sealed class StoredSamples
{
    private const long Second = 1_000_000_000;
    private const long SamplesAtATime = 100_000;

    private readonly StoreFile _file;
    private readonly string _run;
    private readonly MeasurementTable _table;
    private readonly StoreColumn _runTag;
    private readonly Dictionary<int, (RequestKey Key, string? Error, string Worker)> _series = [];
    private readonly string _query;

    private StoredSamples(StoreFile file, MeasurementTable table, StoreColumn runTag, string run)
    {
        _file = file;
        _run = run;
        _table = table;
        _runTag = runTag;
        foreach (var row in file.Query(
            $"""
            SELECT id, {Tag(PointNames.RequestType)}, {Tag(PointNames.Name)}, {Tag(PointNames.UserClass)}, {Tag(PointNames.Success)},
                {Tag(PointNames.Exception)}, {Tag(PointNames.Worker)}
            FROM data.{table.SeriesTable} WHERE {runTag.SqlName} = $1
            """,
            run))
        {
            var failed = (string?)row[4] == PointNames.Failed;
            var key = new RequestKey(0, (string?)row[1] ?? "", (string?)row[2] ?? "", (string?)row[3] ?? "");
            _series[(int)row[0]!] = (key, failed ? (string?)row[5] ?? "" : null, (string?)row[6] ?? "");
        }

        var fields = string.Concat(Names.Select(name => $", {Field(name)}"));
        _query =
            $"""
            SELECT p.time, p.series{fields} FROM data.{table.PointsTable} p
            WHERE {RunPointReader.OfRun(table, runTag)} AND p.time >= $2 AND p.time < $3 ORDER BY p.time, p.series
            """;
        var bounds = file.Query(
            $"""
            SELECT count(*), max(p.time),
                min(p.time - CAST(round(1e6 * greatest(coalesce({Field(PointNames.ServiceTime)}, 0), coalesce({Field(PointNames.ResponseTime)}, 0))) AS BIGINT))
            FROM data.{table.PointsTable} p WHERE {RunPointReader.OfRun(table, runTag)}
            """,
            run).Single();
        Count = (long)bounds[0]!;
        LastCompleted = bounds[1] as long? ?? 0;
        FirstScheduled = bounds[2] as long? ?? 0;
    }

    private static string[] Names =>
    [
        PointNames.ResponseTime, PointNames.ResponseLength, PointNames.ServiceTime, PointNames.DnsTime, PointNames.ConnectTime, PointNames.TlsTime,
        PointNames.FirstByteTime, PointNames.StatusCode, PointNames.Detail,
    ];

    public long Count { get; }

    /// <summary>When the first of them was scheduled, which is the earliest thing known of a run.</summary>
    public long FirstScheduled { get; }

    public long LastCompleted { get; }

    /// <summary>The requests of a run, or null where there are none.</summary>
    public static StoredSamples? Of(StoreFile file, string run) =>
        file.Catalogue.Find(MeasurementNames.Default.Requests) is { } table && table.Tag(PointNames.Run) is { } runTag
        && new StoredSamples(file, table, runTag, run) is { Count: > 0 } samples
            ? samples
            : null;

    /// <summary>The stretches of time to read one after the other: whole seconds counted from the start of the run.</summary>
    public IEnumerable<(long From, long To)> Stretches(long started)
    {
        var first = started + (FloorDivide(FirstScheduled - started, Second) * Second);
        var end = started + ((FloorDivide(LastCompleted - started, Second) + 1) * Second);
        var seconds = (end - first) / Second;
        var length = Math.Clamp((long)(SamplesAtATime * (double)seconds / Count), 1, seconds) * Second;
        for (var from = first; from < end; from += length)
        {
            foreach (var stretch in Split(from, Math.Min(end, from + length)))
            {
                yield return stretch;
            }
        }
    }

    /// <summary>The samples that were completed within a stretch of time, each with its worker.</summary>
    public List<(string Worker, RequestSample Sample)> Read(long from, long to)
    {
        var samples = new List<(string, RequestSample)>();
        foreach (var row in _file.Query(_query, _run, from, to))
        {
            var series = _series[(int)row[1]!];
            samples.Add((series.Worker, new RequestSample
            {
                Key = series.Key,
                CompletedNanoseconds = (long)row[0]!,
                ResponseNanoseconds = Math.Max(0, Nanoseconds(row[2])),
                ResponseLength = Whole(row[3]),
                ServiceNanoseconds = Nanoseconds(row[4]),
                DnsNanoseconds = Nanoseconds(row[5]),
                ConnectNanoseconds = Nanoseconds(row[6]),
                TlsNanoseconds = Nanoseconds(row[7]),
                FirstByteNanoseconds = Nanoseconds(row[8]),
                StatusCode = (int)Math.Clamp(Whole(row[9]), 0, 999),
                Error = series.Error,
                Detail = (string?)row[10],
            }));
        }

        return samples;
    }

    // Samples may be far from evenly spread: a stretch with too many is halved.
    private IEnumerable<(long From, long To)> Split(long from, long to)
    {
        var seconds = (to - from) / Second;
        var count = (long)_file.Scalar(
            $"SELECT count(*) FROM data.{_table.PointsTable} p WHERE {RunPointReader.OfRun(_table, _runTag)} AND p.time >= $2 AND p.time < $3", _run, from, to)!;
        if (count == 0)
        {
            return [];
        }

        if (count <= 4 * SamplesAtATime || seconds <= 1)
        {
            return [(from, to)];
        }

        var middle = from + (seconds / 2 * Second);
        return Split(from, middle).Concat(Split(middle, to));
    }

    private static long FloorDivide(long value, long by) => (value / by) - (value % by < 0 ? 1 : 0);

    private static long Whole(object? number) => number as long? ?? 0;

    private static long Nanoseconds(object? milliseconds) =>
        milliseconds is double known ? (long)Math.Round(known * 1e6) : RequestSample.Unknown;

    private string Tag(string name) => _table.Tag(name)?.SqlName ?? "NULL::VARCHAR";

    private string Field(string name) => _table.Field(name) is { } column ? column.JoinedName : $"NULL::{(name == PointNames.Detail ? "VARCHAR" : "DOUBLE")}";
}
