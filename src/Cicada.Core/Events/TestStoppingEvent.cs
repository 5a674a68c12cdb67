namespace Cicada;

/// <summary>The test is about to stop; users are still there.</summary>
/// <param name="Run">The run.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record TestStoppingEvent(Run Run, string Reason);
