namespace Cicada.Storage.Queries;

/// <summary>What has to be known of a run before anything about it can be answered.</summary>
/// <param name="Series">The series of its statistics.</param>
/// <param name="Started">When it began, in nanoseconds since the Unix epoch.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="HasHistograms">Whether its seconds have histograms.</param>
/// <param name="HasRequests">Whether there are single requests.</param>
internal sealed record RecordedFacts(IReadOnlyList<RecordedSeries> Series, long Started, long Ended, bool HasHistograms, bool HasRequests);
