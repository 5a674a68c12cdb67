using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>Failures by kind and request over time, from those counted each second or from the requests themselves.</summary>
internal sealed class FailureCourses(QueryScope scope)
{
    private readonly RecordedRun _run = scope.Run;

    public FailureCourse Read()
    {
        var rows = new Dictionary<(string, string, string), FailureRow>();
        foreach (var row in Rows())
        {
            var part = FigureRow.Failure(row);
            var key = (part.RequestType, part.Name, part.Exception);
            if (!rows.TryGetValue(key, out var known))
            {
                rows.Add(key, known = Begin(part));
            }

            known.Counts[(long)row[7]!] += part.Occurrences;
            rows[key] = known with
            {
                Message = part.FirstSeen < known.FirstSeen ? part.Message : known.Message,
                Occurrences = known.Occurrences + part.Occurrences,
                FirstSeen = part.FirstSeen < known.FirstSeen ? part.FirstSeen : known.FirstSeen,
                LastSeen = part.LastSeen > known.LastSeen ? part.LastSeen : known.LastSeen,
            };
        }

        return new FailureCourse
        {
            Width = TimeSpan.FromTicks(scope.WidthNanoseconds / 100).TotalSeconds,
            Time = scope.Starts(),
            Until = scope.To.TotalSeconds,
            Rows =
            [
                .. rows.Values.OrderByDescending(row => row.Occurrences)
                    .ThenBy(row => row.RequestType, StringComparer.Ordinal).ThenBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.Exception, StringComparer.Ordinal),
            ],
        };
    }

    private FailureRow Begin(FailureSummary part) => new()
    {
        RequestType = part.RequestType,
        Name = part.Name,
        Exception = part.Exception,
        Message = part.Message,
        Occurrences = 0,
        FirstSeen = part.FirstSeen,
        LastSeen = part.LastSeen,
        Counts = new long[scope.Buckets],
    };

    private IEnumerable<object?[]> Rows()
    {
        if (scope.Query.Outcome == RequestOutcome.Succeeded || scope.Buckets == 0)
        {
            return [];
        }

        return scope.Source == PercentileSource.Merged && _run.Find(MeasurementNames.Default.Failures) is { } failures
            ? RowsOf(
                failures,
                $"arg_min({Field(failures, "message")}, p.time)",
                $"CAST(coalesce(sum({Field(failures, "occurrences")}), 0) AS BIGINT)",
                $"{Tag(failures, PointNames.Exception)} IS NOT NULL AND {scope.Window.OfSeconds("p.time")}",
                scope.BucketOfSecond("p.time"))
            : _run.Requests is { } requests
                ? RowsOf(
                    requests,
                    $"arg_min(coalesce({Field(requests, PointNames.Detail)}, {Tag(requests, PointNames.Exception)}), p.time)",
                    "count(*)",
                    $"{Tag(requests, PointNames.Success)} = '{PointNames.Failed}' AND {scope.Window.OfRequests("p.time")}",
                    scope.BucketOfRequest("p.time"))
                : [];
    }

    private IEnumerable<object?[]> RowsOf(MeasurementTable table, string message, string occurrences, string which, string bucket)
    {
        // Failures counted each second have no tag that says they failed.
        var (condition, values) = scope.Requests(table, RequestOutcome.Any);
        return _run.File.Query(
            $"""
            SELECT {Tag(table, PointNames.RequestType)}, {Tag(table, PointNames.Name)}, {Tag(table, PointNames.Exception)},
                {message}, {occurrences}, min(p.time), max(p.time), {bucket}
            FROM {table.Joined} WHERE {condition} AND {which} GROUP BY 1, 2, 3, 8
            """,
            values);
    }

    private static string Tag(MeasurementTable table, string name) => table.Tag(name) is { } column ? $"s.{column.SqlName}" : "NULL::VARCHAR";

    private static string Field(MeasurementTable table, string name) => table.Field(name) is { } column ? column.JoinedName : "NULL";
}
