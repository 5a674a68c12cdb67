namespace Cicada;

/// <summary>How the load generator itself fared in one second: whether its numbers can be trusted.</summary>
public sealed record GeneratorHealth : Observation
{
    /// <summary>Processor time of this process, in per cent of all cores it may use.</summary>
    public required double CpuPercent { get; init; }

    /// <summary>Resident memory of the process, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Milliseconds of garbage-collection pauses within the second.</summary>
    public required double GcPauseMilliseconds { get; init; }

    /// <summary>99th percentile of how late users woke from their waits, in milliseconds.</summary>
    public required double SchedulerLatenessP99 { get; init; }

    /// <summary>Work items waiting for a thread of the pool.</summary>
    public required long ThreadPoolQueue { get; init; }

    /// <summary>Open connections.</summary>
    public required long Connections { get; init; }

    /// <summary>The accounts of request samples at the output this is written to, since the run began.</summary>
    public required RecordingCounts Recording { get; init; }
}
