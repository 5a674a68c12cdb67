namespace Cicada;

/// <summary>How many distinct values tags may take within a run; what comes beyond becomes <c>__other__</c>, and the run says so.</summary>
public sealed record CardinalityLimits
{
    /// <summary>Distinct pairs of request type and name, those of transactions included. Default 1,000.</summary>
    public int Names { get; init; } = 1_000;

    /// <summary>Distinct error classes. Default 200.</summary>
    public int ErrorClasses { get; init; } = 200;

    /// <summary>Distinct names of checks. Default 200.</summary>
    public int Checks { get; init; } = 200;

    /// <summary>Distinct metrics of users' own. Default 200.</summary>
    public int Metrics { get; init; } = 200;

    /// <summary>Distinct measurements of users' own points; a further one is refused, since each is a table. Default 200.</summary>
    public int Measurements { get; init; } = 200;

    /// <summary>Distinct sets of tags of each of these measurements. Default 10,000.</summary>
    public int PointSeries { get; init; } = 10_000;

    /// <summary>Distinct sets of tags of each metric. Default 1,000.</summary>
    public int MetricSeries { get; init; } = 1_000;
}
