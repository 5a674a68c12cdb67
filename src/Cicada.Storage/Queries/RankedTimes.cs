namespace Cicada.Storage.Queries;

/// <summary>All times of a request in order, in little room: only the buckets that have any.</summary>
internal sealed class RankedTimes
{
    private readonly int[] _buckets;
    private readonly long[] _upTo;

    public RankedTimes(HistogramCounts times)
    {
        List<int> buckets = [];
        List<long> upTo = [];
        for (var i = times.First; i <= times.Last; i++)
        {
            if (times[i] > 0)
            {
                buckets.Add(i);
                upTo.Add((upTo.Count > 0 ? upTo[^1] : 0) + times[i]);
            }
        }

        (_buckets, _upTo) = ([.. buckets], [.. upTo]);
    }

    /// <summary>How many there are.</summary>
    public long Count => _upTo.Length > 0 ? _upTo[^1] : 0;

    /// <summary>The time with a rank, from 1, the shortest, to <see cref="Count"/>, in milliseconds.</summary>
    public double At(long rank)
    {
        var place = Array.BinarySearch(_upTo, rank);
        return HistogramLayout.MiddleOf(_buckets[place >= 0 ? place : ~place]) / 1e3;
    }

    /// <summary>Their standard deviation in milliseconds.</summary>
    public double StandardDeviation()
    {
        var (mean, squares, before) = (0.0, 0.0, 0L);
        for (var i = 0; i < _buckets.Length; i++)
        {
            // Welford's way, so that no large squares are subtracted from each other.
            var some = _upTo[i] - before;
            var from = (HistogramLayout.MiddleOf(_buckets[i]) / 1e3) - mean;
            mean += from * some / _upTo[i];
            squares += some * from * ((HistogramLayout.MiddleOf(_buckets[i]) / 1e3) - mean);
            before = _upTo[i];
        }

        return before > 1 ? Math.Sqrt(squares / (before - 1)) : 0;
    }
}
