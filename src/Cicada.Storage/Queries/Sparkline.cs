namespace Cicada.Storage.Queries;

/// <summary>A run, or one of its requests, in a few buckets of equal width.</summary>
/// <param name="Rps">Requests a second, by the time the bucket covers.</param>
/// <param name="P95">The 95th percentile of successes in milliseconds; null where there was none.</param>
internal sealed record Sparkline(double[] Rps, double?[] P95)
{
    public static Sparkline Empty { get; } = new([], []);
}
