namespace Cicada;

/// <summary>What a shape may look at when it says how many users there are to be.</summary>
/// <param name="Elapsed">How long the run has been on: exactly the moment that is asked about, even where the question comes a little late.</param>
/// <param name="Users">Users that exist.</param>
/// <param name="Run">The run, for its figures so far.</param>
public readonly record struct ShapeMoment(TimeSpan Elapsed, int Users, Run Run);
