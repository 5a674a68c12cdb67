namespace Cicada.Storage;

/// <summary>A run over time: buckets of equal width from its start on, those without a request among them.</summary>
public sealed record Timeline
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>The width of a bucket. The first begins at a multiple of it.</summary>
    public required TimeSpan Width { get; init; }

    /// <summary>Where the percentiles come from.</summary>
    public required PercentileSource Source { get; init; }

    /// <summary>Which percentiles there are, in the order of <see cref="BucketFigures.Percentiles"/>.</summary>
    public required IReadOnlyList<double> Percentiles { get; init; }

    /// <summary>The buckets, one after the other without a gap.</summary>
    public required IReadOnlyList<TimeBucket> Buckets { get; init; }
}
