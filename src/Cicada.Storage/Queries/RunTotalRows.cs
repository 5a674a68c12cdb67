using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>The figures of one request in all runs, as they were written at their ends.</summary>
internal static class RunTotalRows
{
    private static readonly string[] Floats = ["rps", "mean", "min", "max", "p50", "p75", "p90", "p95", "p99", "p999"];

    public static IReadOnlyDictionary<string, RequestSummary> Read(StoreFile file, string requestType, string name)
    {
        if (file.Catalogue.Find(MeasurementNames.Default.RunSummary) is not { } table
            || table.Tag(PointNames.Run) is not { } run || table.Tag(PointNames.RequestType) is not { } typeTag || table.Tag(PointNames.Name) is not { } nameTag)
        {
            return new Dictionary<string, RequestSummary>();
        }

        string Last(string field, string type) => table.Field(field) is { } column ? $"CAST(arg_max({column.JoinedName}, p.time) AS {type})" : "NULL";
        var figures = Floats.Select(field => Last(field, "DOUBLE")).Append(Last("count", "BIGINT")).Append(Last("failures", "BIGINT")).Append(Last("bytes", "BIGINT"));
        var rows = file.Query(
            $"""
            SELECT s.{run.SqlName}, {string.Join(", ", figures)} FROM {table.Joined}
            WHERE coalesce(s.{typeTag.SqlName}, '') = $1 AND coalesce(s.{nameTag.SqlName}, '') = $2 AND s.{run.SqlName} IS NOT NULL GROUP BY 1
            """,
            requestType,
            name);
        return rows.ToDictionary(row => (string)row[0]!, row => Of(requestType, name, row), StringComparer.Ordinal);
    }

    private static RequestSummary Of(string requestType, string name, object?[] row)
    {
        double Float(int i) => row[i + 1] as double? ?? 0;
        long Whole(int i) => row[i + 1 + Floats.Length] as long? ?? 0;
        return new RequestSummary
        {
            RequestType = requestType,
            Name = name,
            Count = Whole(0),
            Failures = Whole(1),
            Rps = Float(0),
            Mean = Float(1),
            Min = Float(2),
            Max = Float(3),
            P50 = Float(4),
            P75 = Float(5),
            P90 = Float(6),
            P95 = Float(7),
            P99 = Float(8),
            P999 = Float(9),
            Bytes = Whole(2),
        };
    }
}
