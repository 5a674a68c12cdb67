namespace Cicada;

/// <summary>The statistics start anew.</summary>
/// <param name="Run">The run.</param>
public sealed record ResetStatisticsEvent(Run Run);
