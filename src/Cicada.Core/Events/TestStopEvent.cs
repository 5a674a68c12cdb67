namespace Cicada;

/// <summary>The test has stopped; every user has ended and every sample is recorded.</summary>
/// <param name="Run">The run.</param>
public sealed record TestStopEvent(Run Run);
