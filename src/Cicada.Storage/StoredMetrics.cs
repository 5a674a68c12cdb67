using Cicada.Influx;
using Cicada.Metrics;

namespace Cicada.Storage;

/// <summary>The figures of a run's own metrics, whatever their tags, from what was recorded of them each second.</summary>
internal static class StoredMetrics
{
    private static readonly string Measurement = MeasurementNames.Default.Metrics;

    /// <summary>One entry for each metric, sorted by name.</summary>
    public static IReadOnlyList<MetricSummary> Read(StoreFile file, string run)
    {
        if (file.Catalogue.Find(Measurement) is not { } table
            || table.Tag(PointNames.Run) is not { } runTag || table.Tag(PointNames.Metric) is not { } metric || table.Tag(PointNames.Kind) is not { } kind)
        {
            return [];
        }

        // Points may come from elsewhere, and lack what our own have.
        string Field(string name, FieldType type, string sql) => table.Field(name) is { } column && column.Type == type ? string.Format(null, sql, column.JoinedName) : "NULL";
        string Float(string name, string sql) => Field(name, FieldType.Float, sql);

        var rows = file.Query(
            $"""
            SELECT s.{metric.SqlName}, s.{kind.SqlName}, {Field("unit", FieldType.String, "max({0})")}, CAST({Field("count", FieldType.Integer, "sum({0})")} AS BIGINT),
                {Float("sum", "sum({0})")}, {Float("value", "arg_max({0}, p.time)")}, {Float("min", "min({0})")}, {Float("max", "max({0})")}
            FROM {table.Joined} WHERE s.{runTag.SqlName} = $1 GROUP BY 1, 2 ORDER BY 1, 2
            """,
            run);
        var histograms = Histograms(file, table, runTag, metric, run);
        return
        [
            .. from row in rows
               let name = row[0] as string ?? ""
               let known = MetricKinds.Parse(row[1] as string)
               where known is not null
               select Summarise(name, known.Value, row, histograms.GetValueOrDefault(name)),
        ];
    }

    private static MetricSummary Summarise(string name, MetricKind kind, object?[] row, TrendHistogram? histogram)
    {
        var (count, sum) = (row[3] as long? ?? 0, row[4] as double?);
        var (min, max) = (row[6] as double?, row[7] as double?);
        var summary = new MetricSummary { Name = name, Kind = kind, Unit = row[2] as string, Count = count };

        // Where histograms are missing or cannot be read, there are no percentiles rather than wrong ones.
        double? Percentile(double percentile) =>
            histogram is not null && histogram.Count == count && min <= max ? Math.Clamp(histogram.Percentile(percentile), min.Value, max.Value) : null;

        return kind switch
        {
            MetricKind.Counter => summary with { Sum = sum },
            MetricKind.Gauge => summary with { Value = row[5] as double?, Min = min, Max = max },
            _ => summary with
            {
                Sum = sum,
                Mean = count > 0 ? sum / count : null,
                Min = min,
                Max = max,
                P50 = Percentile(50),
                P75 = Percentile(75),
                P90 = Percentile(90),
                P95 = Percentile(95),
                P99 = Percentile(99),
                P999 = Percentile(99.9),
            },
        };
    }

    private static Dictionary<string, TrendHistogram> Histograms(StoreFile file, MeasurementTable table, StoreColumn runTag, StoreColumn metric, string run)
    {
        var histograms = new Dictionary<string, TrendHistogram>(StringComparer.Ordinal);
        if (table.Field("histogram") is not { Type: FieldType.String } text)
        {
            return histograms;
        }

        foreach (var row in file.Query(
            $"SELECT s.{metric.SqlName}, {text.JoinedName} FROM {table.Joined} WHERE s.{runTag.SqlName} = $1 AND {text.JoinedName} IS NOT NULL", run))
        {
            var name = row[0] as string ?? "";
            if (!histograms.TryGetValue(name, out var histogram))
            {
                histograms.Add(name, histogram = new TrendHistogram());
            }

            histogram.TryAdd((string)row[1]!);
        }

        return histograms;
    }
}
