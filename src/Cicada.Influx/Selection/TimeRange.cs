namespace Cicada.Influx.Selection;

/// <summary>From when to when, both themselves included; null where nothing is said.</summary>
internal readonly record struct TimeRange(Int128? First, Int128? Last)
{
    /// <summary>What is in both.</summary>
    public TimeRange And(TimeRange other) => new(
        First is { } first && other.First is { } otherFirst ? Int128.Max(first, otherFirst) : First ?? other.First,
        Last is { } last && other.Last is { } otherLast ? Int128.Min(last, otherLast) : Last ?? other.Last);
}
