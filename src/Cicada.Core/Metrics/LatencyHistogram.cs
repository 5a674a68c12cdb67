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
    private ExactTimes _exact = new();

    public long Count => _exact.Count;

    public void Record(long nanoseconds)
    {
        nanoseconds = Math.Max(0, nanoseconds);
        _histogram.RecordValue(Math.Min((nanoseconds + 500) / 1000, HighestMicroseconds));
        _exact.Record(nanoseconds);
    }

    public void Reset()
    {
        if (Count == 0)
        {
            return;
        }

        _histogram.Reset();
        _exact.Reset();
    }

    /// <summary>A percentile in milliseconds: the middle of the bucket it falls into, never beyond the exact extremes.</summary>
    public double Percentile(double percentile)
    {
        if (Count == 0)
        {
            return 0;
        }

        var microseconds = _histogram.MedianEquivalentValue(_histogram.GetValueAtPercentile(percentile));
        return _exact.Clamp(microseconds / 1e3);
    }

    public TimeFigures Figures() => _exact.Figures(Percentile);

    /// <summary>The HdrHistogram V2 encoding, compressed, base64; its unit is microseconds.</summary>
    public string Encode() => HistogramText.Encode(_histogram);
}
