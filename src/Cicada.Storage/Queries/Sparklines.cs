using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>Sparklines of all requests of a run: counts from the columns of the seconds, percentiles from their histograms.</summary>
internal sealed class Sparklines
{
    private readonly QueryScope _scope;
    private readonly Dictionary<(string RequestType, string Name), int> _groups = [];
    private readonly List<Bucket[]> _buckets = [];

    public Sparklines(QueryScope scope) => _scope = scope;

    /// <summary>The narrowest width that makes no more than so many buckets and can be answered quickly.</summary>
    /// <param name="run">The run.</param>
    /// <param name="from">The window after the run's start.</param>
    /// <param name="to">Its end.</param>
    /// <param name="buckets">How many at most.</param>
    public static TimeSpan WidthFor(RecordedRun run, TimeSpan from, TimeSpan to, int buckets)
    {
        // Of many names many seconds are too many to be merged for lines of this size, and minutes are merged already.
        const long MostSeconds = 250_000;
        var length = (to - from).TotalSeconds;
        var unit = length >= 600 && length * run.Series.Count > MostSeconds ? 60 : 1;
        var width = TimeSpan.FromSeconds(Math.Max(1, Math.Floor(length / buckets / unit)) * unit);
        while (new BucketGrid(from, to, width).Count > buckets)
        {
            width += TimeSpan.FromSeconds(unit);
        }

        return width;
    }

    public RequestSparklines Read()
    {
        var total = GroupOf((RequestStatistics.All, RequestStatistics.All));
        if (_scope.Buckets > 0)
        {
            if (_scope.Source == PercentileSource.Merged)
            {
                Merge(_scope.NamedSeries, one => GroupOf((one.RequestType, one.Name)));
                Merge(_scope.TogetherSeries, _ => total);
            }
            else
            {
                ReadRequests();
            }
        }

        return new RequestSparklines
        {
            Width = TimeSpan.FromTicks(_scope.WidthNanoseconds / 100).TotalSeconds,
            Total = LineOf(total),
            Requests = _groups.Where(group => group.Value != total).ToDictionary(group => group.Key, group => LineOf(group.Value)),
        };
    }

    /// <summary>The sparkline of all requests alone.</summary>
    public Sparkline ReadTotal()
    {
        var total = GroupOf((RequestStatistics.All, RequestStatistics.All));
        if (_scope.Buckets > 0 && _scope.Source == PercentileSource.Merged)
        {
            Merge(_scope.TogetherSeries, _ => total);
        }
        else if (_scope.Buckets > 0)
        {
            ReadRequests();
        }

        return LineOf(total);
    }

    private int GroupOf((string RequestType, string Name) key)
    {
        if (!_groups.TryGetValue(key, out var group))
        {
            _groups.Add(key, group = _groups.Count);
            _buckets.Add(new Bucket[_scope.Buckets]);
        }

        return group;
    }

    private Sparkline LineOf(int group)
    {
        var buckets = _buckets[group];
        return new Sparkline(
            [
                .. buckets.Select((bucket, i) =>
                {
                    var (from, to) = _scope.Bounds(i);
                    return to > from ? bucket.Count / (to - from).TotalSeconds : 0;
                }),
            ],
            [.. buckets.Select(bucket => bucket.P95)]);
    }

    private void Merge(IReadOnlyList<RecordedSeries> series, Func<RecordedSeries, int> groupOf)
    {
        if (series.Count == 0)
        {
            return;
        }

        var groups = series.ToDictionary(one => one.Id, groupOf);
        var failed = series.Where(one => one.HasFailed).Select(one => one.Id).ToHashSet();
        var table = _scope.Run.Statistics!;
        string Field(string name) => table.Field(name)?.SqlName ?? "NULL::DOUBLE";
        using (var reader = new ChunkReader(
            _scope.Run.File.Connection,
            $"""
            SELECT series, {_scope.BucketOfSecond("time")} AS bucket, CAST(coalesce(sum({Field("count")}), 0) AS BIGINT),
                CAST(coalesce(min({Field("min")}), 0) AS DOUBLE), CAST(coalesce(max({Field("max")}), 0) AS DOUBLE)
            FROM data.{table.PointsTable} WHERE series IN ({RecordedRun.ListOf(series)}) AND {_scope.Window.OfSeconds("time")} GROUP BY series, bucket
            """))
        {
            while (reader.Read())
            {
                ref var bucket = ref _buckets[groups[reader.Int(0)]][reader.Long(1)];
                bucket = failed.Contains(reader.Int(0)) ? bucket.With(reader.Long(2)) : bucket.WithSuccesses(reader.Long(2), reader.Double(3), reader.Double(4));
            }
        }

        IReadOnlyList<RecordedSeries> succeeded = [.. series.Where(one => !one.HasFailed)];
        if (succeeded.Count > 0)
        {
            new BucketMerge(_scope).Merge(succeeded, groups, _buckets.Count, (bucket, group, counts, _) => Complete(ref _buckets[group][bucket], counts));
        }
    }

    private static void Complete(ref Bucket bucket, HistogramCounts counts)
    {
        // A percentile of a part would pass for that of the whole.
        if (counts.Total > 0 && counts.Total == bucket.Successes)
        {
            Span<double> value = stackalloc double[1];
            counts.Percentiles([95], bucket.Min, bucket.Max, value);
            bucket = bucket with { P95 = value[0] };
        }
    }

    private void ReadRequests()
    {
        if (_scope.Run.Requests is not { } table)
        {
            return;
        }

        string Tag(string name) => table.Tag(name) is { } column ? $"s.{column.SqlName}" : "NULL::VARCHAR";
        var (condition, values) = _scope.Requests(table);
        var time = table.Field(PointNames.ResponseTime) is { } column ? column.JoinedName : "NULL::DOUBLE";
        foreach (var row in _scope.Run.File.Query(
            $"""
            SELECT coalesce({Tag(PointNames.RequestType)}, '') AS type, coalesce({Tag(PointNames.Name)}, '') AS name, {_scope.BucketOfRequest("p.time")} AS bucket, grouping(name),
                count(*), quantile_disc({time}, 0.95) FILTER ({Tag(PointNames.Success)} IS DISTINCT FROM '{PointNames.Failed}')
            FROM {table.Joined} WHERE {condition} AND {_scope.Window.OfRequests("p.time")} GROUP BY GROUPING SETS ((type, name, bucket), (bucket))
            """,
            values))
        {
            var group = (long)row[3]! != 0 ? 0 : GroupOf(((string)row[0]!, (string)row[1]!));
            _buckets[group][(long)row[2]!] = new Bucket { Count = (long)row[4]!, P95 = row[5] as double? };
        }
    }

    private readonly record struct Bucket(long Count, long Successes, double Min, double Max, double? P95)
    {
        public Bucket With(long failures) => this with { Count = Count + failures };

        public Bucket WithSuccesses(long count, double min, double max) => this with
        {
            Count = Count + count,
            Successes = Successes + count,
            Min = Successes == 0 ? min : Math.Min(Min, min),
            Max = Math.Max(Max, max),
        };
    }
}
