namespace Cicada.Thresholds;

/// <summary>
/// Judges the thresholds of a run on what the collector reads from the lanes: nothing of it is on a user's path, and requests nobody asks about cost a look into a table. Guarded by the
/// lock of <see cref="Metrics.Statistics"/>.
/// </summary>
internal sealed class ThresholdBoard
{
    private readonly List<WatchedRequests> _requests = [];
    private readonly List<ThresholdWatch> _watches = [];

    // Who watches the requests of a key, by its number.
    private readonly List<WatchedRequests[]?> _byKey = [];
    private double _from;

    public ThresholdBoard(IReadOnlyList<Threshold> thresholds)
    {
        foreach (var threshold in thresholds)
        {
            var areChecks = threshold.Figure == ThresholdFigure.Checks;
            var requests = _requests.Find(known => known.Requests == threshold.Requests && known.AreChecks == areChecks);
            if (requests is null)
            {
                _requests.Add(requests = new WatchedRequests(threshold.Requests, areChecks));
            }

            _watches.Add(new ThresholdWatch(threshold, requests));
        }
    }

    /// <summary>Takes in a request that was completed in the second going on.</summary>
    public void Add(in RequestSample sample)
    {
        foreach (var requests in Watching(sample.Key))
        {
            requests.Add(sample);
        }
    }

    /// <summary>Takes in what checks came to in the second going on.</summary>
    public void Add(CheckStatistics check) => _requests.ForEach(requests => requests.Add(check));

    /// <summary>Closes the second going on.</summary>
    /// <param name="end">When it ended, in seconds since the run's start.</param>
    /// <param name="isLast">Whether the run is over.</param>
    /// <returns>What has changed.</returns>
    public IReadOnlyList<ThresholdChange> EndSecond(double end, bool isLast)
    {
        var from = _from;
        _from = end;
        var seconds = _requests.ToDictionary(requests => requests, requests => requests.Take(Math.Max(0, end - from)));
        return
        [
            .. _watches
                .Select(watch => isLast ? watch.AddLast(from, seconds[watch.Requests]) : watch.Add(from, seconds[watch.Requests]))
                .OfType<ThresholdChange>(),
        ];
    }

    /// <summary>Begins anew.</summary>
    /// <param name="now">Seconds since the run's start.</param>
    public void Reset(double now)
    {
        _from = Math.Max(_from, now);
        _requests.ForEach(requests => requests.Reset());
        _watches.ForEach(watch => watch.Reset());
    }

    /// <summary>How each stands, in the order they were given.</summary>
    public IReadOnlyList<ThresholdSummary> Summarise() => [.. _watches.Select(watch => watch.Summarise())];

    private WatchedRequests[] Watching(RequestKey key)
    {
        while (_byKey.Count <= key.Index)
        {
            _byKey.Add(null);
        }

        return _byKey[key.Index] ??= [.. _requests.Where(requests => requests.Has(key))];
    }
}
