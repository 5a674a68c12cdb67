namespace Cicada.Influx.Selection;

/// <summary>From when to when, both themselves included; null where nothing is said.</summary>
internal readonly record struct TimeRange(Int128? First, Int128? Last)
{
    /// <summary>The range among the times points can have; all of them where nothing is said.</summary>
    public (long First, long Last) Bounds => (Bound(First, LineProtocolLimits.FirstTime), Bound(Last, LineProtocolLimits.LastTime));

    /// <summary>What is in both.</summary>
    public TimeRange And(TimeRange other) => new(
        First is { } first && other.First is { } otherFirst ? Int128.Max(first, otherFirst) : First ?? other.First,
        Last is { } last && other.Last is { } otherLast ? Int128.Min(last, otherLast) : Last ?? other.Last);

    private static long Bound(Int128? time, long otherwise) => time is { } bound ? (long)Int128.Clamp(bound, LineProtocolLimits.FirstTime, LineProtocolLimits.LastTime) : otherwise;
}
