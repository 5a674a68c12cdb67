namespace Cicada;

/// <summary>What was added to a counter in one second.</summary>
public sealed record CounterStatistics : MetricStatistics
{
    /// <inheritdoc />
    public override MetricKind Kind => MetricKind.Counter;

    /// <summary>What was added in this second.</summary>
    public required double Sum { get; init; }

    /// <summary>What was added since the run began.</summary>
    public required double Total { get; init; }
}
