namespace Cicada.Storage.Queries;

/// <summary>Reads once more what a comparison knows of the requests of a run, block of time by block of time: how many took longer than a percentile can be told only when that is known.</summary>
/// <param name="scope">The window, in blocks.</param>
internal sealed class SidesInBlocks(QueryScope scope)
{
    /// <summary>The sides with their blocks; those of whose times nothing is known stay as they are.</summary>
    public (IReadOnlyList<ComparedSide> Requests, ComparedSide? Total) Complete(IReadOnlyList<ComparedSide> requests, ComparedSide? total)
    {
        var whole = Enumerable.Range(0, scope.Buckets).Where(IsWhole).ToList();
        if (whole.Count < RequestBlocks.Fewest)
        {
            return (requests, total);
        }

        var (first, last) = (whole[0], whole[^1]);
        Side Begin(ComparedSide side) => new(side, new RequestBlocks(scope.FirstBucket + first, last - first + 1), side.BucketsOfPercentiles(), first);
        var begun = requests.Where(HasTimes).ToDictionary(side => (side.Summary.RequestType, side.Summary.Name), Begin);
        var all = total is not null && HasTimes(total) ? Begin(total) : null;
        if (scope.Source == PercentileSource.Merged)
        {
            ReadMerged(begun, all);
        }
        else
        {
            ReadExact(begun, all);
        }

        return (
            [.. requests.Select(side => begun.TryGetValue((side.Summary.RequestType, side.Summary.Name), out var read) ? read.Complete() : side)],
            all?.Complete() ?? total);
    }

    private static bool HasTimes(ComparedSide side) => side.StandardDeviation is not null;

    // The first and the last may be cut by the window, and counts of blocks of unlike lengths vary for that reason alone.
    private bool IsWhole(int bucket)
    {
        var (from, to) = scope.Bounds(bucket);
        return Math.Abs(((to - from).TotalSeconds * 1e9 / scope.WidthNanoseconds) - 1) < 0.05;
    }

    private void ReadMerged(Dictionary<(string RequestType, string Name), Side> begun, Side? all)
    {
        var keys = begun.Keys.ToList();
        var groupOf = keys.Select((key, index) => (key, index)).ToDictionary(pair => pair.key, pair => pair.index);
        List<RecordedSeries> named = [.. scope.NamedSeries.Where(series => groupOf.ContainsKey((series.RequestType, series.Name)))];
        if (named.Count > 0)
        {
            new BucketMerge(scope).Merge(named, named.ToDictionary(series => series.Id, series => groupOf[(series.RequestType, series.Name)]), keys.Count, (bucket, group, succeeded, failed) =>
                begun[keys[group]].Add(bucket, succeeded, failed));
        }

        if (all is not null)
        {
            new BucketMerge(scope).Merge(scope.TogetherSeries, all.Add);
        }
    }

    private void ReadExact(Dictionary<(string RequestType, string Name), Side> begun, Side? all) => new RequestTimes(scope).Read((bucket, request, milliseconds) =>
    {
        var time = HistogramLayout.IndexOfMilliseconds(milliseconds);
        if (begun.TryGetValue((request.RequestType, request.Name), out var side))
        {
            side.Add((int)bucket, time, request.HasFailed);
        }

        all?.Add((int)bucket, time, request.HasFailed);
    });

    private sealed class Side(ComparedSide side, RequestBlocks blocks, IReadOnlyList<int> percentiles, int first)
    {
        public void Add(int bucket, HistogramCounts succeeded, HistogramCounts failed)
        {
            if (Has(bucket))
            {
                var failures = failed.Total;
                succeeded.Add(failed);
                blocks.Add(bucket - first, succeeded, failures, percentiles);
            }
        }

        public void Add(int bucket, int time, bool hasFailed)
        {
            if (Has(bucket))
            {
                blocks.Add(bucket - first, time, hasFailed, percentiles);
            }
        }

        public ComparedSide Complete() => side with { Blocks = blocks };

        private bool Has(int bucket) => bucket >= first && bucket - first < blocks.End - blocks.First;
    }
}
