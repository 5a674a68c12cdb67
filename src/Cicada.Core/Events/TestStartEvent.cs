namespace Cicada;

/// <summary>The test starts; no user exists yet.</summary>
/// <param name="Run">The run.</param>
public sealed record TestStartEvent(Run Run);
