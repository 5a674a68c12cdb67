namespace Cicada.Storage.Queries;

/// <summary>Answers from the statistics of each second: counts, sums and extremes from their columns, percentiles from merged histograms.</summary>
internal sealed class MergedFigures(QueryScope scope)
{
    public static readonly double[] SummaryPercentiles = [50, 75, 90, 95, 99, 99.9];

    // What is read before it is merged.
    public const int BatchBytes = 16 * 1024 * 1024;

    // Requests whose histograms are merged at a time, 190 kB each.
    private const int GroupsAtATime = 256;

    private readonly RecordedRun _run = scope.Run;

    public IReadOnlyList<RequestSummary> PerRequest(IReadOnlyList<RecordedSeries> series, bool together) =>
        PerRequest(series, together, (request, _) => request);

    /// <summary>The same, each request with all of its times; they mean something else after the call.</summary>
    public IReadOnlyList<T> PerRequest<T>(IReadOnlyList<RecordedSeries> series, bool together, Func<RequestSummary, HistogramCounts, T> take)
    {
        var results = new List<T>();
        var reader = new HistogramReader(_run, scope.Window);
        var seconds = (scope.To - scope.From).TotalSeconds;
        foreach (var some in GroupsOf(series, together).Where(group => group.Count > 0).Chunk(GroupsAtATime))
        {
            var counts = Merge(reader, some);
            results.AddRange(some.Select((group, i) => take(group.Summarise(seconds), counts[i])));
        }

        return results;
    }

    public IReadOnlyList<TimeBucket> Over(IReadOnlyList<double> percentiles)
    {
        var figures = new BucketFigures?[scope.Buckets, 3];
        var series = scope.TogetherSeries;
        if (series.Count > 0 && scope.Buckets > 0)
        {
            ReadColumns(series, figures);
            if (percentiles.Count > 0)
            {
                MergeBuckets(series, figures, percentiles);
            }
        }

        return TimeBuckets.Of(scope, figures);
    }

    public long[][] Map()
    {
        var counts = Enumerable.Range(0, scope.Buckets).Select(_ => new long[LatencyBuckets.Count]).ToArray();
        var series = scope.TogetherSeries;
        if (series.Count == 0)
        {
            return counts;
        }

        var bounds = LatencyBuckets.UpperBounds.Select(bound => $"le_{bound}").Append("le_inf").ToArray();
        var sums = bounds.Select(name => _run.Statistics!.Field(name) is { } column ? $"CAST(coalesce(sum({column.SqlName}), 0) AS BIGINT)" : "0::BIGINT");
        foreach (var row in _run.File.Query(
            $"SELECT {scope.BucketOfSecond("time")}, {string.Join(", ", sums)} FROM {PointsOf(series)} GROUP BY 1"))
        {
            for (var i = 0; i < bounds.Length; i++)
            {
                counts[(long)row[0]!][i] = (long)row[i + 1]!;
            }
        }

        return counts;
    }

    private string PointsOf(IEnumerable<RecordedSeries> series) =>
        $"data.{_run.Statistics!.PointsTable} WHERE series IN ({RecordedRun.ListOf(series)}) AND {scope.Window.OfSeconds("time")}";

    private string Field(string name) => _run.Statistics!.Field(name)?.SqlName ?? "NULL::DOUBLE";

    private string Columns =>
        $"""
        CAST(sum({Field("count")}) AS BIGINT), CAST(coalesce(sum({Field("mean")} * {Field("count")}), 0) AS DOUBLE),
        CAST(coalesce(min({Field("min")}), 0) AS DOUBLE), CAST(coalesce(max({Field("max")}), 0) AS DOUBLE), CAST(coalesce(sum({Field("bytes")}), 0) AS BIGINT)
        """;

    private List<Group> GroupsOf(IReadOnlyList<RecordedSeries> series, bool together)
    {
        var groups = new Dictionary<(string, string), Group>();
        if (series.Count == 0)
        {
            return [];
        }

        var columns = _run.File.Query($"SELECT series, {Columns} FROM {PointsOf(series)} GROUP BY 1").ToDictionary(row => (int)row[0]!);
        foreach (var one in series)
        {
            var key = together ? (RequestStatistics.All, RequestStatistics.All) : (one.RequestType, one.Name);
            if (!groups.TryGetValue(key, out var group))
            {
                groups.Add(key, group = new Group(key.Item1, key.Item2));
            }

            group.Series.Add(one);
            if (columns.TryGetValue(one.Id, out var row) && row[1] is long count and > 0)
            {
                group.Add(one.HasFailed, count, row[2] as double? ?? 0, row[3] as double? ?? 0, row[4] as double? ?? 0, (long)row[5]!);
            }
        }

        return [.. groups.Values.OrderBy(group => group.Name, StringComparer.Ordinal).ThenBy(group => group.RequestType, StringComparer.Ordinal)];
    }

    private HistogramCounts[] Merge(HistogramReader reader, Group[] groups)
    {
        var bySeries = groups.SelectMany((group, index) => group.Series.Select(series => (series.Id, index))).ToDictionary();
        var counts = groups.Select(_ => new HistogramCounts()).ToArray();
        var batch = new HistogramBatch();
        void MergeBatch() => batch.Merge(Environment.ProcessorCount, (key, histograms) => histograms.TryAddTo(counts[key]));

        reader.Read([.. groups.SelectMany(group => group.Series)], scope.Window, reader.Minutes, (series, _, encoded, isText) =>
        {
            batch.Add(bySeries[series], false, encoded, isText);
            if (batch.Bytes > BatchBytes)
            {
                MergeBatch();
            }
        });
        MergeBatch();
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i].SetPercentiles(counts[i]);
        }

        return counts;
    }

    private void ReadColumns(IReadOnlyList<RecordedSeries> series, BucketFigures?[,] figures)
    {
        var failed = RecordedRun.ListOf(series.Where(one => one.HasFailed));
        using var reader = new ChunkReader(
            _run.File.Connection,
            $"""
            SELECT {scope.BucketOfSecond("time")} AS bucket, series IN ({failed}) AS failed, {Columns}
            FROM {PointsOf(series)} GROUP BY bucket, failed
            """);
        while (reader.Read())
        {
            var count = reader.Long(2);
            if (count > 0)
            {
                var (min, max) = (reader.Double(4), reader.Double(5));
                figures[reader.Long(0), reader.Bool(1) ? TimeBuckets.Failed : TimeBuckets.Succeeded] = new BucketFigures
                {
                    Count = count,
                    Mean = Math.Clamp(reader.Double(3) / count, min, max),
                    Min = min,
                    Max = max,
                    Bytes = reader.Long(6),
                };
            }
        }

        for (var bucket = 0; bucket < scope.Buckets; bucket++)
        {
            figures[bucket, TimeBuckets.All] = TimeBuckets.Together(figures[bucket, TimeBuckets.Succeeded], figures[bucket, TimeBuckets.Failed]);
        }
    }

    private void MergeBuckets(IReadOnlyList<RecordedSeries> series, BucketFigures?[,] figures, IReadOnlyList<double> percentiles) =>
        new BucketMerge(scope).Merge(series, (bucket, succeeded, failed) =>
        {
            Complete(ref figures[bucket, TimeBuckets.Succeeded], succeeded, percentiles);
            Complete(ref figures[bucket, TimeBuckets.Failed], failed, percentiles);
            succeeded.Add(failed);
            Complete(ref figures[bucket, TimeBuckets.All], succeeded, percentiles);
        });

    private static void Complete(ref BucketFigures? figures, HistogramCounts counts, IReadOnlyList<double> percentiles)
    {
        // Percentiles of a part would pass for those of the whole.
        if (figures is { } known && counts.Total == known.Count)
        {
            var values = new double[percentiles.Count];
            counts.Percentiles(percentiles, known.Min ?? 0, known.Max ?? 0, values);
            figures = known with { Percentiles = values };
        }
    }

    private sealed class Group(string requestType, string name)
    {
        private readonly double[] _percentiles = new double[SummaryPercentiles.Length];
        private long _failures;
        private double _sum;
        private double _min = double.MaxValue;
        private double _max;
        private long _bytes;

        public string RequestType => requestType;

        public string Name => name;

        public List<RecordedSeries> Series { get; } = [];

        public long Count { get; private set; }

        public void Add(bool hasFailed, long count, double sum, double min, double max, long bytes)
        {
            Count += count;
            _failures += hasFailed ? count : 0;
            _sum += sum;
            _min = Math.Min(_min, min);
            _max = Math.Max(_max, max);
            _bytes += bytes;
        }

        public void SetPercentiles(HistogramCounts counts)
        {
            if (counts.Total == Count)
            {
                counts.Percentiles(SummaryPercentiles, _min, _max, _percentiles);
            }
        }

        public RequestSummary Summarise(double seconds) => new()
        {
            RequestType = requestType,
            Name = name,
            Count = Count,
            Failures = _failures,
            Rps = seconds > 0 ? Count / seconds : 0,
            Mean = Math.Clamp(_sum / Count, _min, _max),
            Min = _min,
            Max = _max,
            P50 = _percentiles[0],
            P75 = _percentiles[1],
            P90 = _percentiles[2],
            P95 = _percentiles[3],
            P99 = _percentiles[4],
            P999 = _percentiles[5],
            Bytes = _bytes,
        };
    }
}
