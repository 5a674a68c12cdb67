namespace Cicada;

/// <summary>Everything is prepared: options are read, users are known, nothing has started.</summary>
/// <param name="Run">The run about to start.</param>
public sealed record InitEvent(Run Run);
