namespace Cicada.Influx.Selection;

/// <summary>
/// Aggregates of points, for each group and interval. <see cref="ScanRequest.Columns"/> are the fields, and of a point each call takes its own field, where
/// the point has it.
/// </summary>
internal sealed record AggregateRequest : ScanRequest
{
    public required IReadOnlyList<AggregateCall> Calls { get; init; }

    /// <summary>The intervals, or null for one over everything.</summary>
    public IntervalGrid? Intervals { get; init; }
}
