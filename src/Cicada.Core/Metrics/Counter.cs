using System.Globalization;
using Cicada.Metrics;

namespace Cicada;

/// <summary>Counts something: orders, retries, bytes. Of each second the sum is kept, and the sum since the run began.</summary>
public sealed class Counter : Metric
{
    internal Counter(Recorder recorder, string name, string? unit, int maximumSeries)
        : base(recorder, name, unit, MetricKind.Counter, maximumSeries)
    {
    }

    /// <summary>Adds to the counter. Never waits.</summary>
    /// <param name="value">How much, 0 or more; 1 unless another number is given.</param>
    /// <param name="tags">What to tell it apart by, each with few values: <c>("region", "eu")</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, infinite or none.</exception>
    /// <exception cref="ArgumentException">A tag cannot be one; the message says why.</exception>
    public void Add(double value = 1, params ReadOnlySpan<(string Key, string Value)> tags)
    {
        if (!(value >= 0) || !double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), string.Create(
                CultureInfo.InvariantCulture,
                $"'{value}' was added to the counter '{Name}'; it takes 0 or more, since a counter only grows. Use a gauge for what goes down as well."));
        }

        Record(value, tags);
    }
}
