namespace Cicada.Storage.Queries;

/// <summary>Merges the histograms of some series of a run for each bucket of time, those of successes and of failures apart.</summary>
internal sealed class BucketMerge(QueryScope scope)
{
    // Histograms that are read in one question about time: of one series some thousand seconds, of thousands a bucket at least.
    private const int HistogramsAtATime = 8192;

    [ThreadStatic]
    private static (HistogramCounts Succeeded, HistogramCounts Failed)? t_counts;

    private readonly RecordedRun _run = scope.Run;

    public delegate void Take(int bucket, HistogramCounts succeeded, HistogramCounts failed);

    public delegate void TakeGroup(int bucket, int group, HistogramCounts succeeded, HistogramCounts failed);

    /// <summary>Calls back once for each bucket that has a histogram, on several threads at a time; the counts may be changed, and mean something else afterwards.</summary>
    public void Merge(IReadOnlyList<RecordedSeries> series, Take take) =>
        Merge(series, series.ToDictionary(one => one.Id, _ => 0), 1, (bucket, _, succeeded, failed) => take(bucket, succeeded, failed));

    /// <summary>The same for groups of series: once for each bucket and group.</summary>
    /// <param name="series">All of the series.</param>
    /// <param name="groupOf">The group of each, by its number.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="take">What is called.</param>
    public void Merge(IReadOnlyList<RecordedSeries> series, IReadOnlyDictionary<int, int> groupOf, int groups, TakeGroup take)
    {
        var reader = new HistogramReader(_run, scope.Window);
        var failed = series.Where(one => one.HasFailed).Select(one => one.Id).ToHashSet();
        var batch = new HistogramBatch();
        foreach (var (stretch, minutes) in Steps(reader.Minutes, HistogramsAtATime / series.Count))
        {
            reader.Read(series, stretch, minutes, (id, time, encoded, isText) =>
                batch.Add((scope.BucketOfSecond(time) * groups) + groupOf[id], failed.Contains(id), encoded, isText));
            batch.Merge(Environment.ProcessorCount, (key, histograms) =>
            {
                var (ofSucceeded, ofFailed) = Scratch();
                histograms.TryAddTo(ofSucceeded, hasFailed: false);
                histograms.TryAddTo(ofFailed, hasFailed: true);
                take((int)(key / groups), (int)(key % groups), ofSucceeded, ofFailed);
            });
        }
    }

    private static (HistogramCounts Succeeded, HistogramCounts Failed) Scratch()
    {
        var (succeeded, failed) = t_counts ??= (new HistogramCounts(), new HistogramCounts());
        succeeded.Clear();
        failed.Clear();
        return (succeeded, failed);
    }

    // Whole buckets, as many as are read in one question; of the merged minutes only those that lie within one bucket.
    private IEnumerable<(Stretch Stretch, List<long> Minutes)> Steps(IReadOnlyList<long> minutes, int most)
    {
        var secondsOfBucket = Math.Max(1, scope.WidthNanoseconds / 1_000_000_000);
        var (from, taken, next, load) = (scope.Window.From, new List<long>(), 0, 0L);
        for (var bucket = 0; bucket < scope.Buckets; bucket++)
        {
            var end = _run.Started + ((scope.FirstBucket + bucket + 1) * scope.WidthNanoseconds);
            var before = taken.Count;
            for (; next < minutes.Count && minutes[next] <= end; next++)
            {
                if (scope.BucketOfSecond(minutes[next]) == scope.BucketOfSecond(minutes[next] - MinuteMerge.Minute + 1))
                {
                    taken.Add(minutes[next]);
                }
            }

            var merged = taken.Count - before;
            load += merged + Math.Max(0, secondsOfBucket - (60L * merged));
            var isLast = bucket == scope.Buckets - 1;
            if (load >= most || isLast)
            {
                yield return (new Stretch(from, isLast ? scope.Window.To : end), taken);
                (from, taken, load) = (end, [], 0);
            }
        }
    }
}
