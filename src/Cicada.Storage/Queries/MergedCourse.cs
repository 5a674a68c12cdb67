namespace Cicada.Storage.Queries;

/// <summary>Requests over time from the statistics of each second, in one question to their columns and one to their histograms.</summary>
internal sealed class MergedCourse(QueryScope scope)
{
    private static readonly string[] PhaseNames = ["dns", "connect", "tls", "first_byte"];
    private static readonly string[] PercentileNames = ["p50", "p75", "p90", "p95", "p99", "p999"];
    private static readonly string[] StatusNames = ["status_none", "status_1xx", "status_2xx", "status_3xx", "status_4xx", "status_5xx"];

    private const long MostNanosecondsOfOne = 5_000_000_000;

    private readonly RecordedRun _run = scope.Run;

    public RequestColumns Read()
    {
        var columns = RequestColumns.OfNothing(scope.Buckets);
        var series = scope.TogetherSeries;
        if (series.Count == 0 || scope.Buckets == 0)
        {
            return columns;
        }

        var figures = new OutcomeFigures?[scope.Buckets, 2];
        var areKnown = ReadColumns(series, figures);
        for (var bucket = 0; bucket < scope.Buckets; bucket++)
        {
            columns.Set(bucket, figures[bucket, 0], figures[bucket, 1]);
        }

        if (!areKnown)
        {
            new BucketMerge(scope).Merge(series, (bucket, succeeded, failed) =>
                columns.SetPercentiles(bucket, figures[bucket, 0]?.PercentilesBy(succeeded), figures[bucket, 1]?.PercentilesBy(failed)));
        }

        return columns;
    }

    /// <summary>Whether the percentiles of all buckets are known: each holds no more than one point of an outcome, which says them itself.</summary>
    private bool ReadColumns(IReadOnlyList<RecordedSeries> series, OutcomeFigures?[,] figures)
    {
        var failed = RecordedRun.ListOf(series.Where(one => one.HasFailed));
        var statuses = string.Join(", ", StatusNames.Select(name => $"CAST(coalesce(sum({Field(name)}), 0) AS BIGINT)"));

        // A wider bucket holds a single point so rarely that its columns are not worth reading.
        var mayBeSingle = scope.WidthNanoseconds <= MostNanosecondsOfOne;
        var percentiles = string.Join(", ", PercentileNames.Select(name => mayBeSingle ? $"CAST(any_value({Field(name)}) AS DOUBLE)" : "NULL::DOUBLE"));
        using var reader = new ChunkReader(
            _run.File.Connection,
            $"""
            SELECT {scope.BucketOfSecond("time")} AS bucket, series IN ({failed}) AS failed,
                CAST(coalesce(sum({Field("count")}), 0) AS BIGINT), CAST(coalesce(sum({Field("mean")} * {Field("count")}), 0) AS DOUBLE),
                CAST(coalesce(min({Field("min")}), 0) AS DOUBLE), CAST(coalesce(max({Field("max")}), 0) AS DOUBLE), CAST(coalesce(sum({Field("bytes")}), 0) AS BIGINT),
                {statuses}, {string.Join(", ", PhaseNames.Select(PhaseOf))}, count(*), {percentiles}
            FROM data.{_run.Statistics!.PointsTable} WHERE series IN ({RecordedRun.ListOf(series)}) AND {scope.Window.OfSeconds("time")}
            GROUP BY bucket, failed
            """);
        var areKnown = true;
        while (reader.Read())
        {
            if (reader.Long(2) > 0)
            {
                var row = FiguresOf(reader);
                figures[reader.Long(0), reader.Bool(1) ? 1 : 0] = row;
                areKnown &= row.Percentiles is not null;
            }
        }

        return areKnown;
    }

    private static OutcomeFigures FiguresOf(ChunkReader reader)
    {
        const int Statuses = 7;
        const int Times = Statuses + OutcomeFigures.Classes;
        const int Points = Times + (2 * OutcomeFigures.Phases);
        var statuses = new long[OutcomeFigures.Classes];
        for (var i = 0; i < statuses.Length; i++)
        {
            statuses[i] = reader.Long(Statuses + i);
        }

        var times = new (double Sum, long Count)[OutcomeFigures.Phases];
        for (var i = 0; i < times.Length; i++)
        {
            times[i] = (reader.Double(Times + (2 * i)), reader.Long(Times + (2 * i) + 1));
        }

        // Of a second that somebody else wrote, some may be missing.
        var percentiles = new double[PercentileNames.Length];
        var isKnown = reader.Long(Points) == 1;
        for (var i = 0; i < percentiles.Length && isKnown; i++)
        {
            isKnown = !reader.IsNull(Points + 1 + i);
            percentiles[i] = reader.Double(Points + 1 + i);
        }

        return new OutcomeFigures
        {
            Count = reader.Long(2),
            Sum = reader.Double(3),
            Min = reader.Double(4),
            Max = reader.Double(5),
            Bytes = reader.Long(6),
            Statuses = statuses,
            Times = times,
            Percentiles = isKnown ? percentiles : null,
        };
    }

    private string PhaseOf(string phase)
    {
        var (mean, count) = (Field($"{phase}_mean"), PhaseCount(_run.Statistics!, phase));
        return $"CAST(coalesce(sum({mean} * {count}), 0) AS DOUBLE), CAST(coalesce(sum({count}), 0) AS BIGINT)";
    }

    /// <summary>SQL for how many requests of a second have a phase: of a run by a version that did not say it, all of them where any has.</summary>
    public static string PhaseCount(MeasurementTable table, string phase)
    {
        string Field(string name) => table.Field(name)?.SqlName ?? "NULL::BIGINT";
        return table.Field($"{phase}_mean") is { } mean
            ? $"coalesce({Field($"{phase}_count")}, CASE WHEN {mean.SqlName} IS NOT NULL THEN {Field("count")} END)"
            : "NULL::BIGINT";
    }

    private string Field(string name) => _run.Statistics!.Field(name)?.SqlName ?? "NULL::DOUBLE";
}
