namespace Cicada.Storage;

/// <summary>A latency heat map: how many requests of each bucket of time took how long.</summary>
public sealed record LatencyMap
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>The width of a bucket of time.</summary>
    public required TimeSpan Width { get; init; }

    /// <summary>The first bucket of time begins here, after the run's start; the others follow without a gap.</summary>
    public required TimeSpan From { get; init; }

    /// <summary>
    /// For each bucket of time the number of requests in each of <see cref="LatencyBuckets"/>: parallel to its upper bounds, the last one open above.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<long>> Counts { get; init; }
}
