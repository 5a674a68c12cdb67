namespace Cicada;

/// <summary>The part of a run that figures are about, in seconds since its start.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends; no later than the run does.</param>
public sealed record RunWindow(double From, double To);
