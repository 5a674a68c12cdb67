using HdrHistogram;

namespace Cicada.Metrics;

/// <summary>
/// A distribution of values of any unit, in millionths of it, with three significant digits: from a thousandth (a millisecond where the unit is a second) to a
/// trillion (a terabyte where it is a byte). What is smaller is told to the millionth, what is larger counts as a trillion.
/// </summary>
internal sealed class TrendHistogram
{
    /// <summary>How many units of the histogram one unit of the metric is.</summary>
    public const double UnitsPerValue = 1_000_000;

    private const long Highest = 1_000_000_000_000_000_000;

    private readonly LongHistogram _histogram = new(1, Highest, 3);

    public long Count { get; private set; }

    public void Record(double value)
    {
        _histogram.RecordValue((long)Math.Clamp(Math.Round(value * UnitsPerValue), 0, Highest));
        Count++;
    }

    public void Reset()
    {
        if (Count > 0)
        {
            _histogram.Reset();
            Count = 0;
        }
    }

    /// <summary>A percentile: the middle of the bucket it falls into.</summary>
    public double Percentile(double percentile) => _histogram.MedianEquivalentValue(_histogram.GetValueAtPercentile(percentile)) / UnitsPerValue;

    /// <summary>The HdrHistogram V2 encoding, compressed, base64.</summary>
    public string Encode() => HistogramText.Encode(_histogram);
}
