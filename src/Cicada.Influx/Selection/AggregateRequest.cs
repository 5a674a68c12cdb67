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

    /// <summary>Whether a row has the time of the point that was selected, which takes a single call, of a selector, and no intervals.</summary>
    public bool KeepsTimes { get; init; }
}
