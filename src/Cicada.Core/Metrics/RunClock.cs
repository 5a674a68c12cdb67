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
        StartTimestamp = provider.GetTimestamp();
        Start = provider.GetUtcNow();
        StartNanoseconds = (Start.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100;
        _nanosecondsPerTick = 1e9 / provider.TimestampFrequency;
    }

    public TimeProvider Provider { get; }

    public long StartTimestamp { get; }

    public DateTimeOffset Start { get; }

    public long StartNanoseconds { get; }

    public TimeSpan Elapsed => Provider.GetElapsedTime(StartTimestamp);

    public long GetTimestamp() => Provider.GetTimestamp();

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
