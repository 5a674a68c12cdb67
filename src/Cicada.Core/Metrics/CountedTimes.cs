namespace Cicada.Metrics;

/// <summary>What was in a <see cref="TimeCounts"/> at one moment, without its empty places: small enough to be kept for each second.</summary>
/// <param name="Counts">The places that are not empty, in the order of time, and how much is in each.</param>
/// <param name="Exact">What is known exactly beside.</param>
internal sealed record CountedTimes(IReadOnlyList<(int Place, long Count)> Counts, ExactTimes Exact);
