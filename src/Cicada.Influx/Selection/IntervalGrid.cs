namespace Cicada.Influx.Selection;

/// <summary>The intervals of <c>GROUP BY time(…)</c>.</summary>
/// <param name="Duration">How long one is, in nanoseconds.</param>
/// <param name="Offset">By how much they are moved against the epoch, in nanoseconds: less than <paramref name="Duration"/>, and at least 0 or, in a zone, more than its negative.</param>
/// <param name="TimeZone">The zone whose midnights days begin at, or null for UTC.</param>
internal sealed record IntervalGrid(long Duration, long Offset = 0, TimeZoneInfo? TimeZone = null);
