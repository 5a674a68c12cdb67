namespace Cicada.Storage.Queries;

/// <summary>A figure over the runs of a test.</summary>
internal sealed record RunTrend
{
    public required string Test { get; init; }

    public required ComparedFigure Figure { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<TrendPoint> Points { get; init; }
}
