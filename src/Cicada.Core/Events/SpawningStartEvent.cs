namespace Cicada;

/// <summary>Users are about to be added or removed.</summary>
/// <param name="Run">The run.</param>
/// <param name="TargetUsers">How many users there are to be.</param>
/// <param name="SpawnRate">Users started, or stopped, per second.</param>
public sealed record SpawningStartEvent(Run Run, int TargetUsers, double SpawnRate);
