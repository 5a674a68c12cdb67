using Cicada.Metrics;

namespace Cicada.Thresholds;

/// <summary>What was completed of the watched requests in a second.</summary>
/// <param name="Length">In seconds: the last one of a run is shorter.</param>
/// <param name="Failures">How many of them failed.</param>
/// <param name="Times">Their response times.</param>
internal sealed record SecondOfRequests(double Length, long Failures, CountedTimes Times);
