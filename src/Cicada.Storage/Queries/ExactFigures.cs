using System.Globalization;
using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>Answers from the requests themselves, by SQL.</summary>
internal sealed class ExactFigures(QueryScope scope)
{
    private readonly RecordedRun _run = scope.Run;

    public (IReadOnlyList<RequestSummary> Requests, RequestSummary? Total) PerRequest()
    {
        if (_run.Requests is not { } table)
        {
            return ([], null);
        }

        var (condition, values) = scope.Requests(table);
        var time = Field(table, PointNames.ResponseTime);
        var rows = _run.File.Query(
            $"""
            SELECT {Tag(table, PointNames.RequestType)} AS type, {Tag(table, PointNames.Name)} AS name, grouping(name),
                count(*), count(*) FILTER ({Tag(table, PointNames.Success)} = '{PointNames.Failed}'),
                avg({time}), min({time}), max({time}), quantile_disc({time}, {Fractions(MergedFigures.SummaryPercentiles)}),
                CAST(coalesce(sum({Field(table, PointNames.ResponseLength)}), 0) AS BIGINT)
            FROM {table.Joined} WHERE {condition} AND {scope.Window.OfRequests("p.time")}
            GROUP BY GROUPING SETS ((type, name), ())
            """,
            values).Where(row => (long)row[3]! > 0).ToList();
        return (
            [
                .. rows.Where(row => (long)row[2]! == 0).Select(row => FiguresOf((string?)row[0] ?? "", (string?)row[1] ?? "", row))
                    .OrderBy(request => request.Name, StringComparer.Ordinal).ThenBy(request => request.RequestType, StringComparer.Ordinal),
            ],
            rows.Where(row => (long)row[2]! != 0).Select(row => FiguresOf(RequestStatistics.All, RequestStatistics.All, row)).FirstOrDefault());
    }

    public IReadOnlyList<TimeBucket> Over(IReadOnlyList<double> percentiles)
    {
        var figures = new BucketFigures?[scope.Buckets, 3];
        if (_run.Requests is { } table && scope.Buckets > 0)
        {
            var (condition, values) = scope.Requests(table);
            var time = Field(table, PointNames.ResponseTime);
            var quantiles = percentiles.Count > 0 ? $"quantile_disc({time}, {Fractions(percentiles)})" : "NULL";
            foreach (var row in _run.File.Query(
                $"""
                SELECT {scope.BucketOfRequest("p.time")} AS bucket, coalesce({Tag(table, PointNames.Success)} = '{PointNames.Failed}', false) AS failed, grouping(failed),
                    count(*), avg({time}), min({time}), max({time}), CAST(coalesce(sum({Field(table, PointNames.ResponseLength)}), 0) AS BIGINT), {quantiles}
                FROM {table.Joined} WHERE {condition} AND {scope.Window.OfRequests("p.time")}
                GROUP BY GROUPING SETS ((bucket, failed), (bucket))
                """,
                values))
            {
                var part = (long)row[2]! != 0 ? TimeBuckets.All : row[1] is true ? TimeBuckets.Failed : TimeBuckets.Succeeded;
                figures[(long)row[0]!, part] = new BucketFigures
                {
                    Count = (long)row[3]!,
                    Mean = row[4] as double?,
                    Min = row[5] as double?,
                    Max = row[6] as double?,
                    Bytes = (long)row[7]!,
                    Percentiles = row[8] as List<double> ?? [],
                };
            }
        }

        return TimeBuckets.Of(scope, figures);
    }

    public long[][] Map()
    {
        var counts = Enumerable.Range(0, scope.Buckets).Select(_ => new long[LatencyBuckets.Count]).ToArray();
        if (_run.Requests is { } table)
        {
            var (condition, values) = scope.Requests(table);
            var time = Field(table, PointNames.ResponseTime);
            var cases = string.Concat(LatencyBuckets.UpperBounds.Select((bound, i) => $" WHEN {time} <= {bound} THEN {i}"));
            foreach (var row in _run.File.Query(
                $"""
                SELECT {scope.BucketOfRequest("p.time")} AS bucket, CAST(CASE{cases} ELSE {LatencyBuckets.UpperBounds.Count} END AS BIGINT) AS latency, count(*)
                FROM {table.Joined} WHERE {condition} AND {scope.Window.OfRequests("p.time")} GROUP BY bucket, latency
                """,
                values))
            {
                counts[(long)row[0]!][(long)row[1]!] = (long)row[2]!;
            }
        }

        return counts;
    }

    private static string Tag(MeasurementTable table, string name) => table.Tag(name) is { } column ? $"s.{column.SqlName}" : "NULL::VARCHAR";

    private static string Field(MeasurementTable table, string name) => table.Field(name) is { } column ? column.JoinedName : "NULL::DOUBLE";

    private static string Fractions(IReadOnlyList<double> percentiles) =>
        $"[{string.Join(", ", percentiles.Select(percentile => (percentile / 100).ToString("R", CultureInfo.InvariantCulture)))}]";

    private RequestSummary FiguresOf(string requestType, string name, object?[] row) =>
        FigureRow.Request(requestType, name, row, at: 3, (scope.To - scope.From).TotalSeconds);
}
