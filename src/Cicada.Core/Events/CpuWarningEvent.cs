namespace Cicada;

/// <summary>The load generator uses so much processor time that its figures can no longer be trusted.</summary>
/// <param name="Run">The run.</param>
/// <param name="CpuPercent">Processor time in per cent of all cores the process may use.</param>
public sealed record CpuWarningEvent(Run Run, double CpuPercent);
