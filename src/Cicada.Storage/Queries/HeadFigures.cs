namespace Cicada.Storage.Queries;

/// <summary>How a run came out in all.</summary>
/// <param name="Total">All requests together.</param>
/// <param name="Ended">When it ended; null while it is on.</param>
/// <param name="Seconds">How long it was, or has been.</param>
/// <param name="Users">The most users at a time.</param>
internal sealed record HeadFigures(RequestSummary Total, DateTimeOffset? Ended, double Seconds, int Users);
