namespace Cicada.Metrics;

/// <summary>
/// One clock for a run: steady timestamps for durations, and the wall-clock time of any of them derived from a single
/// reading at the start, so that a step of the system's clock never bends a run.
/// </summary>
internal sealed class RunClock
{
    private readonly double _nanosecondsPerTick;

    public RunClock(TimeProvider provider)
    {
        Provider = provider;
        _nanosecondsPerTick = 1e9 / provider.TimestampFrequency;
        Restart();
    }

    public TimeProvider Provider { get; }

    public long StartTimestamp { get; private set; }

    public DateTimeOffset Start { get; private set; }

    public long StartNanoseconds { get; private set; }

    public TimeSpan Elapsed => Provider.GetElapsedTime(StartTimestamp);

    /// <summary>The run begins now. Only before anything was measured by this clock.</summary>
    public void Restart()
    {
        StartTimestamp = Provider.GetTimestamp();
        Start = Provider.GetUtcNow();
        StartNanoseconds = (Start.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100;
    }

    public long GetTimestamp() => Provider.GetTimestamp();

    /// <summary>The timestamp of a moment since the run's beginning.</summary>
    public long ToTimestamp(TimeSpan elapsed) => StartTimestamp + (long)Math.Round(elapsed.Ticks * (Provider.TimestampFrequency / (double)TimeSpan.TicksPerSecond));

    /// <summary>The length of a span of timestamps in nanoseconds.</summary>
    public long ToNanoseconds(long ticks) =>
        _nanosecondsPerTick == 1 ? ticks : (long)(ticks * _nanosecondsPerTick);

    /// <summary>The wall-clock time of a timestamp in nanoseconds since the Unix epoch.</summary>
    public long ToUnixNanoseconds(long timestamp) => StartNanoseconds + ToNanoseconds(timestamp - StartTimestamp);

    public long NowNanoseconds => ToUnixNanoseconds(GetTimestamp());

    public TimeSpan ElapsedAt(long timestamp) => Provider.GetElapsedTime(StartTimestamp, timestamp);

    public DateTimeOffset ToTime(long timestamp) => Start + Provider.GetElapsedTime(StartTimestamp, timestamp);

    public DateTimeOffset TimeOf(long unixNanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(unixNanoseconds / 100);
}
