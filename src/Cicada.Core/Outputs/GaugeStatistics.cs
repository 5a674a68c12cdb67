namespace Cicada;

/// <summary>What a gauge was set to in one second.</summary>
public sealed record GaugeStatistics : MetricStatistics
{
    /// <inheritdoc />
    public override MetricKind Kind => MetricKind.Gauge;

    /// <summary>The last value.</summary>
    public required double Value { get; init; }

    /// <summary>The lowest value.</summary>
    public required double Min { get; init; }

    /// <summary>The highest value.</summary>
    public required double Max { get; init; }
}
