using Cicada.Influx;
using Cicada.Metrics;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace Cicada.Storage;

/// <summary>
/// The figures of a run that has statistics of each second but no requests. Percentiles are those of the merged histograms, and 0 where a
/// second has none: percentiles are never averaged.
/// </summary>
internal sealed class StatisticsFigures(StoreFile file, string run, double seconds)
{
    /// <summary>The figures of each request and of all; null where there are no statistics either.</summary>
    public (IReadOnlyList<RequestSummary> Requests, RequestSummary Total)? Read()
    {
        if (file.Catalogue.Find(MeasurementNames.Default.RequestStatistics) is not { } table || table.Tag(PointNames.Run) is not { } runTag)
        {
            return null;
        }

        string Tag(string name) => table.Tag(name) is { } column ? $"s.{column.SqlName}" : "NULL::VARCHAR";
        string Field(string name) => table.Field(name) is { } column ? column.JoinedName : "NULL::DOUBLE";
        var rows = file.Query(
            $"""
            SELECT {Tag(PointNames.RequestType)}, {Tag(PointNames.Name)},
                CAST(sum({Field("count")}) AS BIGINT), CAST(sum({Field("count")}) FILTER ({Tag(PointNames.Success)} = '{PointNames.Failed}') AS BIGINT),
                sum({Field("mean")} * {Field("count")}) / sum({Field("count")}), min({Field("min")}), max({Field("max")}),
                CAST(sum({Field("bytes")}) AS BIGINT), count(*) = count({Field("histogram")})
            FROM {table.Joined} WHERE s.{runTag.SqlName} = $1 GROUP BY 1, 2 ORDER BY 1, 2
            """,
            run).ToList();
        var figures = rows.Select(row => Figures(row, (string?)row[0] ?? "", (string?)row[1] ?? "", table, runTag)).ToList();
        return figures.Find(one => one.Name == RequestStatistics.All && one.RequestType == RequestStatistics.All) is { } total
            ? ([.. figures.Where(one => one != total)], total)
            : null;
    }

    private RequestSummary Figures(object?[] row, string type, string name, MeasurementTable table, StoreColumn runTag)
    {
        var histogram = row[8] is true ? Merged(type, name, table, runTag) : null;
        double At(double percentile) => histogram is null || histogram.TotalCount == 0
            ? 0
            : histogram.MedianEquivalentValue(histogram.GetValueAtPercentile(percentile)) / 1e3;
        var count = row[2] as long? ?? 0;
        return new RequestSummary
        {
            RequestType = type,
            Name = name,
            Count = count,
            Failures = row[3] as long? ?? 0,
            Rps = seconds > 0 ? count / seconds : 0,
            Mean = row[4] as double? ?? 0,
            Min = row[5] as double? ?? 0,
            Max = row[6] as double? ?? 0,
            P50 = At(50),
            P75 = At(75),
            P90 = At(90),
            P95 = At(95),
            P99 = At(99),
            P999 = At(99.9),
            Bytes = row[7] as long? ?? 0,
        };
    }

    private LongHistogram? Merged(string type, string name, MeasurementTable table, StoreColumn runTag)
    {
        var merged = new LongHistogram(1, TimeCounts.HighestMicroseconds, 3);
        var texts = file.Query(
            $"""
            SELECT {table.Field("histogram")!.JoinedName} FROM {table.Joined} WHERE s.{runTag.SqlName} = $1
                AND coalesce(s.{table.Tag(PointNames.RequestType)!.SqlName}, '') = $2 AND coalesce(s.{table.Tag(PointNames.Name)!.SqlName}, '') = $3
            """,
            run,
            type,
            name);
        try
        {
            foreach (var row in texts)
            {
                merged.Add(HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(Convert.FromBase64String((string)row[0]!)), 0));
            }

            return merged;
        }
        catch (Exception exception) when (exception is not System.Data.Common.DbException)
        {
            // Imported texts may be anything.
            return null;
        }
    }
}
