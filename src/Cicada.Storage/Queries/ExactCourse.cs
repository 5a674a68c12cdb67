using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>Requests over time from the requests themselves.</summary>
internal sealed class ExactCourse(QueryScope scope)
{
    private static readonly string[] PhaseNames = [PointNames.DnsTime, PointNames.ConnectTime, PointNames.TlsTime, PointNames.FirstByteTime];

    private readonly RecordedRun _run = scope.Run;

    public RequestColumns Read()
    {
        var columns = RequestColumns.OfNothing(scope.Buckets);
        if (_run.Requests is not { } table || scope.Buckets == 0)
        {
            return columns;
        }

        string Field(string name, string type = "DOUBLE") => table.Field(name) is { } column ? column.JoinedName : $"NULL::{type}";
        var (condition, values) = scope.Requests(table);
        var (time, status) = (Field(PointNames.ResponseTime), Field(PointNames.StatusCode, "BIGINT"));
        var statuses = string.Join(", ", Enumerable.Range(0, OutcomeFigures.Classes).Select(i => i == 0
            ? $"count(*) FILTER ({status} IS NULL OR {status} < 100 OR {status} > 599)"
            : $"count(*) FILTER ({status} BETWEEN {i}00 AND {i}99)"));
        var phases = string.Join(", ", PhaseNames.Select(name => $"coalesce(sum({Field(name)}), 0), count({Field(name)})"));
        var failed = table.Tag(PointNames.Success) is { } success ? $"coalesce(s.{success.SqlName} = '{PointNames.Failed}', false)" : "false";
        var figures = new OutcomeFigures?[scope.Buckets, 2];
        foreach (var row in _run.File.Query(
            $"""
            SELECT {scope.BucketOfRequest("p.time")} AS bucket, {failed} AS failed, count(*), coalesce(avg({time}), 0), min({time}), max({time}),
                CAST(coalesce(sum({Field(PointNames.ResponseLength)}), 0) AS BIGINT), quantile_disc({time}, [0.5, 0.75, 0.9, 0.95, 0.99, 0.999]), {statuses}, {phases}
            FROM {table.Joined} WHERE {condition} AND {scope.Window.OfRequests("p.time")} GROUP BY bucket, failed
            """,
            values))
        {
            figures[(long)row[0]!, row[1] is true ? 1 : 0] = FiguresOf(row);
        }

        for (var bucket = 0; bucket < scope.Buckets; bucket++)
        {
            columns.Set(bucket, figures[bucket, 0], figures[bucket, 1]);
        }

        return columns;
    }

    private static OutcomeFigures FiguresOf(object?[] row)
    {
        const int Statuses = 8;
        const int Times = Statuses + OutcomeFigures.Classes;
        var count = (long)row[2]!;
        return new OutcomeFigures
        {
            Count = count,
            Sum = (double)row[3]! * count,
            Min = row[4] as double? ?? 0,
            Max = row[5] as double? ?? 0,
            Bytes = (long)row[6]!,
            Percentiles = (row[7] as List<double>)?.ToArray(),
            Statuses = [.. Enumerable.Range(0, OutcomeFigures.Classes).Select(i => (long)row[Statuses + i]!)],
            Times = [.. Enumerable.Range(0, OutcomeFigures.Phases).Select(i => ((double)row[Times + (2 * i)]!, (long)row[Times + (2 * i) + 1]!))],
        };
    }
}
