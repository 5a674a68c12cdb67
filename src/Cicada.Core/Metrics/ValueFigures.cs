namespace Cicada.Metrics;

/// <summary>What was recorded of a metric: within one second and set of tags, or since the statistics began. Owned by the collector.</summary>
internal sealed class ValueFigures
{
    // Few values are kept as they are, which is cheaper than a histogram each: most series see few in a second. More of them go to a histogram, so that memory is bounded.
    private const int Few = 4_096;

    private readonly List<double> _few = [];
    private TrendHistogram? _many;
    private long _lastTimestamp;

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public double Min { get; private set; }

    public double Max { get; private set; }

    /// <summary>The value that was recorded last.</summary>
    public double Last { get; private set; }

    public void Add(double value, long timestamp, bool keepsDistribution)
    {
        (Min, Max) = Count == 0 ? (value, value) : (Math.Min(Min, value), Math.Max(Max, value));

        // Threads hand over one after the other, each in order.
        if (Count == 0 || timestamp >= _lastTimestamp)
        {
            (Last, _lastTimestamp) = (value, timestamp);
        }

        Count++;
        Sum += value;
        if (keepsDistribution)
        {
            Keep(value);
        }
    }

    /// <summary>The histogram of all values; made in a given one where there is none yet.</summary>
    public TrendHistogram HistogramBy(TrendHistogram scratch)
    {
        if (_many is { Count: > 0 })
        {
            return _many;
        }

        scratch.Reset();
        foreach (var value in _few)
        {
            scratch.Record(value);
        }

        return scratch;
    }

    /// <summary>The figures of the distribution, by the histogram of all values.</summary>
    public ValueDistribution Figures(TrendHistogram histogram)
    {
        double Percentile(double percentile) => Math.Clamp(histogram.Percentile(percentile), Min, Max);
        return new ValueDistribution(
            Math.Clamp(Sum / Count, Min, Max),
            Min,
            Max,
            Percentile(50),
            Percentile(75),
            Percentile(90),
            Percentile(95),
            Percentile(99),
            Percentile(99.9));
    }

    public void Reset()
    {
        Count = 0;
        Sum = Min = Max = Last = 0;
        _few.Clear();
        _many?.Reset();
    }

    private void Keep(double value)
    {
        if (_few.Count < Few && _many is not { Count: > 0 })
        {
            _few.Add(value);
            return;
        }

        _many ??= new TrendHistogram();
        foreach (var kept in _few)
        {
            _many.Record(kept);
        }

        _few.Clear();
        _many.Record(value);
    }
}
