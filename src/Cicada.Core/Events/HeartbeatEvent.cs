namespace Cicada;

/// <summary>A sign of life between a worker and its coordinator.</summary>
/// <param name="WorkerId">The worker.</param>
/// <param name="Timestamp">When it was sent.</param>
public sealed record HeartbeatEvent(string WorkerId, DateTimeOffset Timestamp);
