namespace Cicada.Storage.Queries;

/// <summary>A histogram to merge others into: how many times fell into each bucket of <see cref="HistogramLayout"/>. Used again and again.</summary>
internal sealed class HistogramCounts
{
    private readonly long[] _counts = new long[HistogramLayout.Length];
    private int _first = int.MaxValue;
    private int _last = -1;

    /// <summary>All counts together.</summary>
    public long Total { get; private set; }

    /// <summary>The bucket of the shortest time; only where there is one.</summary>
    public int First => _first;

    /// <summary>The bucket of the longest time, or -1.</summary>
    public int Last => _last;

    public long this[int index] => _counts[index];

    public void Add(int index, long count)
    {
        _counts[index] += count;
        Total += count;
        _first = Math.Min(_first, index);
        _last = Math.Max(_last, index);
    }

    /// <summary>The counts, for who adds many at a time; he says then what he has added.</summary>
    public Span<long> Counts => _counts;

    /// <summary>Says that counts were added.</summary>
    public void Added(int first, int last, long total)
    {
        Total += total;
        _first = Math.Min(_first, first);
        _last = Math.Max(_last, last);
    }

    public void Add(HistogramCounts other)
    {
        for (var i = other._first; i <= other._last; i++)
        {
            _counts[i] += other._counts[i];
        }

        Total += other.Total;
        _first = Math.Min(_first, other._first);
        _last = Math.Max(_last, other._last);
    }

    public void Clear()
    {
        if (_last >= 0)
        {
            Array.Clear(_counts, _first, _last - _first + 1);
            (_first, _last, Total) = (int.MaxValue, -1, 0);
        }
    }

    /// <summary>The bucket of the time with a rank, from 1, the shortest, to <see cref="Total"/>.</summary>
    public int IndexAt(long rank)
    {
        var at = _first;
        for (var below = _counts[at]; below < rank && at < _last;)
        {
            below += _counts[++at];
        }

        return at;
    }

    /// <summary>Percentiles in milliseconds, each the middle of the bucket it falls into, never beyond the exact extremes.</summary>
    /// <param name="percentiles">Which; between 0 and 100, in any order.</param>
    /// <param name="min">The shortest time in milliseconds.</param>
    /// <param name="max">The longest time in milliseconds.</param>
    /// <param name="values">As many values.</param>
    public void Percentiles(IReadOnlyList<double> percentiles, double min, double max, Span<double> values)
    {
        long below = 0;
        var at = _first;
        var before = double.NegativeInfinity;
        for (var i = 0; i < percentiles.Count; i++)
        {
            if (percentiles[i] < before)
            {
                (below, at) = (0, _first);
            }

            // As HdrHistogram rounds, so that a merged histogram says what a histogram of the whole would have said.
            before = percentiles[i];
            var rank = Math.Max(1, (long)((before / 100 * Total) + 0.5));
            while (at < _last && below + _counts[at] < rank)
            {
                below += _counts[at++];
            }

            values[i] = Math.Clamp(HistogramLayout.MiddleOf(at) / 1e3, min, max);
        }
    }
}
