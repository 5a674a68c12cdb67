namespace Cicada;

/// <summary>The wanted number of users has been reached.</summary>
/// <param name="Run">The run.</param>
/// <param name="UserCount">How many users there are.</param>
public sealed record SpawningCompleteEvent(Run Run, int UserCount);
