using System.Globalization;
using Cicada.Metrics;

namespace Cicada;

/// <summary>
/// Measures something again and again: the time of a payment, the size of a basket. Of each second the percentiles and a histogram are kept.
/// </summary>
public sealed class Trend : Metric
{
    internal Trend(Recorder recorder, string name, string? unit, int maximumSeries)
        : base(recorder, name, unit, MetricKind.Trend, maximumSeries)
    {
    }

    /// <summary>Adds a value. Never waits.</summary>
    /// <param name="value">The value, 0 or more.</param>
    /// <param name="tags">What to tell it apart by, each with few values: <c>("provider", "visa")</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or no number.</exception>
    /// <exception cref="ArgumentException">A tag cannot be one; the message says why.</exception>
    public void Add(double value, params ReadOnlySpan<(string Key, string Value)> tags)
    {
        if (!(value >= 0) || !double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), string.Create(
                CultureInfo.InvariantCulture,
                $"'{value}' was added to the trend '{Name}'; it takes finite numbers of 0 or more. Leave out what is not known, or use a gauge for what can be negative."));
        }

        Record(value, tags);
    }
}
