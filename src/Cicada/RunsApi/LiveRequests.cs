namespace Cicada.RunsApi;

/// <summary>All requests of a run that is on, from memory.</summary>
/// <param name="Elapsed">When, in seconds after the run's start.</param>
/// <param name="Total">All together.</param>
/// <param name="Rows">One for each request, sorted by name and type.</param>
internal sealed record LiveRequests(double Elapsed, LiveRequest Total, IReadOnlyList<LiveRequest> Rows);
