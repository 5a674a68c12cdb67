using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>Finds single requests and kinds of failures, and the users over time.</summary>
internal sealed class SampleRows(QueryScope scope)
{
    private readonly RecordedRun _run = scope.Run;

    /// <summary>The slowest requests first; of two equally slow ones the earlier.</summary>
    public IReadOnlyList<RecordedSample> Slowest(int count) =>
        Read($"{_run.Requests?.Field(PointNames.ResponseTime)?.JoinedName ?? "p.time"} DESC, p.time", count, errorClass: null);

    /// <summary>Failed requests by time.</summary>
    public IReadOnlyList<RecordedSample> Failed(int count, bool latestFirst, string? errorClass) =>
        Read(latestFirst ? "p.time DESC" : "p.time", count, errorClass);

    public IReadOnlyList<FailureSummary> Kinds() => scope.Source == PercentileSource.Exact || Table(MeasurementNames.Default.Failures) is not { } table
        ? KindsOfRequests()
        : KindsOf(
            table,
            $"arg_min({Field(table, "message")}, p.time)",
            $"CAST(sum({Field(table, "occurrences")}) AS BIGINT)",
            $"{Tag(table, PointNames.Exception)} IS NOT NULL AND {scope.Window.OfSeconds("p.time")}",
            hasOutcome: false);

    public IReadOnlyList<UserBucket> Users(string? userClass)
    {
        var counts = new (long? Count, long? Target)[scope.Buckets];
        if (_run.Users is { } table)
        {
            var ofClass = userClass is null ? "" : $" AND {Tag(table, PointNames.UserClass)} = $2";
            object?[] values = userClass is null ? [_run.Id] : [_run.Id, userClass];
            foreach (var row in _run.File.Query(
                $"""
                SELECT {scope.BucketOfSecond("time")} AS bucket, CAST(max(users) AS BIGINT), CAST(max(wanted) AS BIGINT) FROM (
                    SELECT p.time AS time, sum({Field(table, "count")}) AS users, sum({Field(table, "target")}) AS wanted FROM {table.Joined}
                    WHERE {Tag(table, PointNames.Run)} = $1{ofClass} AND {scope.Window.OfSeconds("p.time")} GROUP BY p.time)
                GROUP BY bucket
                """,
                values))
            {
                counts[(long)row[0]!] = (row[1] as long?, row[2] as long?);
            }
        }

        return [.. counts.Select((one, i) => new UserBucket(scope.Bounds(i).From, one.Count, one.Target))];
    }

    private static string Tag(MeasurementTable table, string name) => table.Tag(name) is { } column ? $"s.{column.SqlName}" : "NULL::VARCHAR";

    private static string Field(MeasurementTable table, string name) => table.Field(name) is { } column ? column.JoinedName : "NULL";

    private MeasurementTable? Table(string measurement) =>
        _run.File.Catalogue.Find(measurement) is { } table && table.Tag(PointNames.Run) is not null ? table : null;

    private List<RecordedSample> Read(string order, int count, string? errorClass)
    {
        if (_run.Requests is not { } table || table.Field(PointNames.ResponseTime) is null)
        {
            return [];
        }

        var (condition, values) = scope.Requests(table);
        if (errorClass is not null)
        {
            values = [.. values, errorClass];
            condition += $" AND {Tag(table, PointNames.Exception)} = ${values.Length}";
        }

        var rows = _run.File.Query(
            $"""
            SELECT p.time, {Tag(table, PointNames.RequestType)}, {Tag(table, PointNames.Name)}, CAST({Field(table, PointNames.ResponseTime)} AS DOUBLE),
                CAST({Field(table, PointNames.StatusCode)} AS BIGINT), {Tag(table, PointNames.Exception)}, {Tag(table, PointNames.Success)} = '{PointNames.Failed}',
                CAST({Field(table, PointNames.Detail)} AS VARCHAR)
            FROM {table.Joined} WHERE {condition} AND {scope.Window.OfRequests("p.time")} ORDER BY {order}, p.series LIMIT {count}
            """,
            values);
        return
        [
            .. rows.Select(row => new RecordedSample
            {
                Time = UnixTime.At((long)row[0]!),
                Elapsed = TimeSpan.FromTicks(((long)row[0]! - _run.Started) / 100),
                RequestType = (string?)row[1] ?? "",
                Name = (string?)row[2] ?? "",
                ResponseTime = row[3] as double? ?? 0,
                StatusCode = row[4] as long?,
                Exception = row[6] is true ? (string?)row[5] ?? "" : null,
                Detail = (string?)row[7],
            }),
        ];
    }

    private List<FailureSummary> KindsOfRequests() => _run.Requests is not { } table
        ? []
        : KindsOf(
            table,
            $"arg_min(coalesce({Field(table, PointNames.Detail)}, {Tag(table, PointNames.Exception)}), p.time)",
            "count(*)",
            $"{Tag(table, PointNames.Success)} = '{PointNames.Failed}' AND {scope.Window.OfRequests("p.time")}",
            hasOutcome: true);

    private List<FailureSummary> KindsOf(MeasurementTable table, string message, string occurrences, string which, bool hasOutcome)
    {
        if (scope.Query.Outcome == RequestOutcome.Succeeded)
        {
            return [];
        }

        var (condition, values) = scope.Requests(table, hasOutcome ? scope.Query.Outcome : RequestOutcome.Any);
        var rows = _run.File.Query(
            $"""
            SELECT {Tag(table, PointNames.RequestType)}, {Tag(table, PointNames.Name)}, {Tag(table, PointNames.Exception)},
                {message}, {occurrences}, min(p.time), max(p.time)
            FROM {table.Joined} WHERE {condition} AND {which} GROUP BY 1, 2, 3 ORDER BY 5 DESC, 1, 2, 3
            """,
            values);
        return [.. rows.Select(FigureRow.Failure)];
    }
}
