namespace Cicada.Storage.Queries;

/// <summary>Latency heat maps for pages: finely from histograms or the requests, in <see cref="LatencyBuckets"/> where a run has only these.</summary>
internal sealed class LatencyMaps(QueryScope scope)
{
    public LatencyCourse Read()
    {
        var isCoarse = scope.Source == PercentileSource.Merged && !scope.Run.HasHistograms;
        return new LatencyCourse
        {
            Width = TimeSpan.FromTicks(scope.WidthNanoseconds / 100).TotalSeconds,
            Time = scope.Starts(),
            UpperBounds = isCoarse ? [.. LatencyBuckets.UpperBounds, null] : LatencyScale.OpenBounds(),
            Counts = isCoarse ? new MergedFigures(scope).Map() : scope.Source == PercentileSource.Merged ? Merged() : Exact(),
        };
    }

    private long[][] Empty() => [.. Enumerable.Range(0, scope.Buckets).Select(_ => new long[LatencyScale.Count])];

    private long[][] Merged()
    {
        var counts = Empty();
        var series = scope.TogetherSeries;
        if (series.Count > 0 && counts.Length > 0)
        {
            new BucketMerge(scope).Merge(series, (bucket, succeeded, failed) =>
            {
                LatencyScale.Add(succeeded, counts[bucket]);
                LatencyScale.Add(failed, counts[bucket]);
            });
        }

        return counts;
    }

    private long[][] Exact()
    {
        var counts = Empty();
        new RequestTimes(scope).Read((bucket, _, milliseconds) => counts[bucket][LatencyScale.IndexOf(milliseconds)]++);
        return counts;
    }
}
