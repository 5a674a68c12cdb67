namespace Cicada;

/// <summary>The values of a trend in one second.</summary>
public sealed record TrendStatistics : MetricStatistics
{
    /// <inheritdoc />
    public override MetricKind Kind => MetricKind.Trend;

    /// <summary>All values added up.</summary>
    public required double Sum { get; init; }

    /// <summary>The figures of their distribution.</summary>
    public required ValueDistribution Values { get; init; }

    /// <summary>The values as an HdrHistogram V2, compressed, base64; its unit is a millionth of the metric's.</summary>
    public required string Histogram { get; init; }
}
