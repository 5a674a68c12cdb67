namespace Cicada.Storage;

/// <summary>Times as points have them: nanoseconds since the Unix epoch.</summary>
internal static class UnixTime
{
    /// <summary>The first and the last time a point can have, InfluxDB's; those beyond them mean infinity, or nothing, to DuckDB.</summary>
    public const long Earliest = long.MinValue + 2;

    /// <inheritdoc cref="Earliest"/>
    public const long Latest = long.MaxValue - 1;

    public static long Nanoseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;

    public static DateTimeOffset At(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);
}
