namespace Cicada.Storage.Queries;

/// <summary>How response times are distributed, finely.</summary>
internal sealed record ResponseDistribution
{
    public required DistributionCounts Succeeded { get; init; }

    public required DistributionCounts Failed { get; init; }

    /// <summary>Pairs of a percentile, 0 to 100 and dense towards the end, and its milliseconds, of successes.</summary>
    public required double[][] Percentiles { get; init; }
}
