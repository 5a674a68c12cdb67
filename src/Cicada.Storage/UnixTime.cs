namespace Cicada.Storage;

/// <summary>Times as points have them: nanoseconds since the Unix epoch.</summary>
internal static class UnixTime
{
    public static long Nanoseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;

    public static DateTimeOffset At(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);
}
