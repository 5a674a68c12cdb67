namespace Cicada;

/// <summary>A worker has joined the run. In a local run the one worker joins at the start.</summary>
/// <param name="WorkerId">The worker.</param>
public sealed record WorkerConnectEvent(string WorkerId);
