namespace Cicada.Metrics;

/// <summary>
/// A distribution of values of any unit, counted in millionths of it with three significant digits: from a thousandth (a millisecond where the unit is a second) up
/// to a trillion (a terabyte where it is a byte). What is smaller is told to the millionth, what is larger counts as a trillion.
/// </summary>
/// <remarks>HdrHistogram's own class would not do: of values from 2⁴¹ to 2⁴² it makes the ones below (an int that overflows), and it would take 400 kB for each trend.</remarks>
internal sealed class TrendHistogram
{
    /// <summary>How many units of the histogram one unit of the metric is.</summary>
    public const double UnitsPerValue = 1_000_000;

    private const long Highest = 1_000_000_000_000_000_000;

    private readonly OctaveCounts _counts = new(Highest);

    public long Count => _counts.Count;

    public void Record(double value) => _counts.Record((long)Math.Clamp(Math.Round(value * UnitsPerValue), 0, Highest));

    public void Reset() => _counts.Reset();

    /// <summary>A percentile: the middle of the counts it falls into; 0 where there is no value.</summary>
    public double Percentile(double percentile) => _counts.Percentile(percentile) / UnitsPerValue;

    /// <summary>The HdrHistogram V2 encoding, compressed, base64.</summary>
    public string Encode() => _counts.Encode();

    /// <summary>Adds what <see cref="Encode"/> wrote; false, with nothing added, where it is no such text.</summary>
    public bool TryAdd(string text) => _counts.TryAdd(text);
}
