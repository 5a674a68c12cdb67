using HdrHistogram;

namespace Cicada.Metrics;

/// <summary>
/// A distribution of times in microseconds with three significant digits up to an hour, with exact count, sum, minimum and maximum
/// beside it. Histograms are merged; percentiles are never averaged.
/// </summary>
internal sealed class LatencyHistogram
{
    public const long HighestMicroseconds = 3_600_000_000;

    private readonly LongHistogram _histogram = new(1, HighestMicroseconds, 3);
    private double _sumNanoseconds;
    private long _minNanoseconds = long.MaxValue;
    private long _maxNanoseconds;

    public long Count { get; private set; }

    public void Record(long nanoseconds)
    {
        nanoseconds = Math.Max(0, nanoseconds);
        _histogram.RecordValue(Math.Min((nanoseconds + 500) / 1000, HighestMicroseconds));
        Count++;
        _sumNanoseconds += nanoseconds;
        _minNanoseconds = Math.Min(_minNanoseconds, nanoseconds);
        _maxNanoseconds = Math.Max(_maxNanoseconds, nanoseconds);
    }

    public void Reset()
    {
        if (Count == 0)
        {
            return;
        }

        _histogram.Reset();
        Count = 0;
        _sumNanoseconds = 0;
        _minNanoseconds = long.MaxValue;
        _maxNanoseconds = 0;
    }

    /// <summary>A percentile in milliseconds: the middle of the bucket it falls into, never beyond the exact extremes.</summary>
    public double Percentile(double percentile)
    {
        if (Count == 0)
        {
            return 0;
        }

        var microseconds = _histogram.MedianEquivalentValue(_histogram.GetValueAtPercentile(percentile));
        return Math.Clamp(microseconds / 1e3, _minNanoseconds / 1e6, _maxNanoseconds / 1e6);
    }

    public TimeFigures Figures() => Count == 0
        ? default
        : new TimeFigures(
            Math.Clamp(_sumNanoseconds / Count / 1e6, _minNanoseconds / 1e6, _maxNanoseconds / 1e6),
            _minNanoseconds / 1e6,
            _maxNanoseconds / 1e6,
            Percentile(50),
            Percentile(75),
            Percentile(90),
            Percentile(95),
            Percentile(99),
            Percentile(99.9));

    /// <summary>The HdrHistogram V2 encoding, compressed, base64; its unit is microseconds.</summary>
    public string Encode() => HistogramText.Encode(_histogram);
}
