namespace Cicada;

/// <summary>What the load generator itself uses, every ten seconds.</summary>
/// <param name="Run">The run.</param>
/// <param name="CpuPercent">Processor time in per cent of all cores the process may use.</param>
/// <param name="MemoryBytes">Resident memory.</param>
public sealed record UsageEvent(Run Run, double CpuPercent, long MemoryBytes);
