using System.Globalization;
using Cicada.Metrics;

namespace Cicada;

/// <summary>Watches something that goes up and down: the length of a queue, a temperature. Of each second the last, the lowest and the highest value are kept.</summary>
public sealed class Gauge : Metric
{
    internal Gauge(Recorder recorder, string name, string? unit, int maximumSeries)
        : base(recorder, name, unit, MetricKind.Gauge, maximumSeries)
    {
    }

    /// <summary>Sets the gauge to a value. Never waits.</summary>
    /// <param name="value">The value, any finite number.</param>
    /// <param name="tags">What to tell it apart by, each with few values: <c>("queue", "mail")</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or no number.</exception>
    /// <exception cref="ArgumentException">A tag cannot be one; the message says why.</exception>
    public void Set(double value, params ReadOnlySpan<(string Key, string Value)> tags)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), string.Create(
                CultureInfo.InvariantCulture,
                $"The gauge '{Name}' was set to '{value}'; it takes finite numbers. Leave it as it is where nothing is known."));
        }

        Record(value, tags);
    }
}
