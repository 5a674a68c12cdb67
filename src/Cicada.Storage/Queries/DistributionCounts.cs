namespace Cicada.Storage.Queries;

/// <summary>Response times in buckets, those that are empty left out.</summary>
/// <param name="UpperBounds">The inclusive upper bounds in milliseconds, in order.</param>
/// <param name="Counts">How many requests fall into each.</param>
internal sealed record DistributionCounts(double[] UpperBounds, long[] Counts)
{
    public static DistributionCounts Empty { get; } = new([], []);
}
