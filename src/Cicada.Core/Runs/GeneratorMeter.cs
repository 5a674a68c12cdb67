using Cicada.Load;
using Cicada.Metrics;

namespace Cicada.Runs;

/// <summary>Measures the load generator itself, as differences from one call to the next.</summary>
internal sealed class GeneratorMeter(RunClock clock, Lateness lateness)
{
    private TimeSpan _cpu = Environment.CpuUsage.TotalTime;
    private TimeSpan _pause = GC.GetTotalPauseDuration();
    private long _timestamp = clock.GetTimestamp();

    public GeneratorHealth Take(long time, long connections, RecordingCounts recording)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var pause = GC.GetTotalPauseDuration();
        var now = clock.GetTimestamp();
        var elapsed = Math.Max(1e-3, clock.ToNanoseconds(now - _timestamp) / 1e9);
        var health = new GeneratorHealth
        {
            TimeNanoseconds = time,
            CpuPercent = (cpu - _cpu).TotalSeconds / elapsed / Environment.ProcessorCount * 100,
            MemoryBytes = Environment.WorkingSet,
            GcPauseMilliseconds = (pause - _pause).TotalMilliseconds,
            SchedulerLatenessP99 = lateness.Take(99),
            ThreadPoolQueue = ThreadPool.PendingWorkItemCount,
            Connections = connections,
            Recording = recording,
        };
        (_cpu, _pause, _timestamp) = (cpu, pause, now);
        return health;
    }
}
