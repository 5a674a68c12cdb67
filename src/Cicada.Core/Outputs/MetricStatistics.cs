namespace Cicada;

/// <summary>What was recorded of a metric of a user's own in one second, for one set of its tags.</summary>
public abstract record MetricStatistics : Observation
{
    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>What its values mean.</summary>
    public abstract MetricKind Kind { get; }

    /// <summary>What its values are counted in; null where nothing was said.</summary>
    public string? Unit { get; init; }

    /// <summary>The tags that were given, each key once and none of them empty.</summary>
    public required IReadOnlyList<PointTag> Tags { get; init; }

    /// <summary>Seconds since the run began, at the end of the second.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>How many values were recorded, never 0.</summary>
    public required long Count { get; init; }
}
