using Cicada.Metrics;

namespace Cicada;

/// <summary>
/// A metric of a user's own: a <see cref="Counter"/>, a <see cref="Gauge"/> or a <see cref="Trend"/>. It belongs to one run; any of its users and any thread may
/// record values, and that costs some ten nanoseconds.
/// </summary>
public abstract class Metric
{
    private readonly Recorder _recorder;
    private readonly MetricSeriesTable _series;

    private protected Metric(Recorder recorder, string name, string? unit, MetricKind kind, int maximumSeries)
    {
        _recorder = recorder;
        Name = name;
        Unit = unit;
        Kind = kind;
        _series = new MetricSeriesTable(this, maximumSeries);
    }

    /// <summary>The name it is shown under.</summary>
    public string Name { get; }

    /// <summary>What its values are counted in, for instance <c>ms</c>; null where nothing was said.</summary>
    public string? Unit { get; }

    /// <summary>What its values mean.</summary>
    public MetricKind Kind { get; }

    /// <summary>Values recorded under <c>__other__</c> because there were too many sets of tags.</summary>
    internal long Capped => _series.Capped;

    /// <summary>All values since the statistics began, whatever their tags; the collector's.</summary>
    internal ValueFigures Total { get; } = new();

    private protected void Record(double value, ReadOnlySpan<(string Key, string Value)> tags) => _recorder.Record(_series.Find(tags), value);
}
