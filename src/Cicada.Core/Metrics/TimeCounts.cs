namespace Cicada.Metrics;

/// <summary>
/// A distribution of times in microseconds with three significant digits up to an hour, with exact count, sum, minimum and maximum
/// beside it. Distributions are merged; percentiles are never averaged.
/// </summary>
internal sealed class TimeCounts
{
    public const long HighestMicroseconds = 3_600_000_000;

    private readonly OctaveCounts _counts = new(HighestMicroseconds);
    private ExactTimes _exact = new();

    public long Count => _exact.Count;

    /// <summary>What is kept exactly.</summary>
    public ExactTimes Exact => _exact;

    public void Record(long nanoseconds)
    {
        nanoseconds = Math.Max(0, nanoseconds);
        _counts.Record((nanoseconds + 500) / 1000);
        _exact.Record(nanoseconds);
    }

    public void Reset()
    {
        _counts.Reset();
        _exact.Reset();
    }

    /// <summary>A copy of what is in it.</summary>
    public CountedTimes Counted() => new([.. _counts.Places], _exact);

    /// <summary>Adds such a copy.</summary>
    public void Add(CountedTimes counted)
    {
        Add(counted, 1);
        _exact.Add(counted.Exact);
    }

    /// <summary>Takes away a copy that was added.</summary>
    /// <param name="counted">The copy.</param>
    /// <param name="left">All others that were added: shortest and longest cannot be taken away, only found again.</param>
    public void Remove(CountedTimes counted, IEnumerable<CountedTimes> left)
    {
        Add(counted, -1);
        _exact.Reset();
        foreach (var one in left)
        {
            _exact.Add(one.Exact);
        }
    }

    /// <summary>A percentile in milliseconds: the middle of the counts it falls into, never beyond the exact extremes.</summary>
    public double Percentile(double percentile) => Count == 0 ? 0 : _exact.Clamp(_counts.Percentile(percentile) / 1e3);

    public TimeFigures Figures() => _exact.Figures(Percentile);

    /// <summary>The HdrHistogram V2 encoding, compressed, base64; its unit is microseconds.</summary>
    public string Encode() => _counts.Encode();

    private void Add(CountedTimes counted, int times)
    {
        foreach (var (place, count) in counted.Counts)
        {
            _counts.Add(place, times * count);
        }
    }
}
