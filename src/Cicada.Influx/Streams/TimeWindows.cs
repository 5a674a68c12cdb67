using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>The intervals times fall into: those of a grid, or one of all times. In a zone, days stay days when the clocks are changed.</summary>
internal readonly struct TimeWindows(IntervalGrid? grid, long minTime, long maxTime)
{
    private const long NanosecondsPerTick = 100;

    /// <summary>The length of one interval; 0 where there is only one.</summary>
    public long Duration => grid?.Duration ?? 0;

    public bool HasZone => grid?.TimeZone is not null;

    /// <summary>The interval a time falls into; the end is not in it.</summary>
    public (long Start, long End) Of(long time)
    {
        if (grid is null)
        {
            return (minTime, maxTime + 1);
        }

        if (time <= LineProtocolLimits.FirstTime + Math.Max(grid.Offset, 0))
        {
            return (LineProtocolLimits.FirstTime, LineProtocolLimits.FirstTime + grid.Duration);
        }

        time -= grid.Offset;
        var zone = ZoneOffset(time);
        var into = unchecked(time + zone) % grid.Duration;
        if (into < 0)
        {
            into += grid.Duration;
        }

        var isFirst = LineProtocolLimits.FirstTime + into >= time;
        var start = isFirst ? LineProtocolLimits.FirstTime : time - into;
        var left = grid.Duration - into;
        var end = LineProtocolLimits.LastTime - left <= time ? LineProtocolLimits.LastTime : time + left;
        if (grid.TimeZone is not null)
        {
            start += Shift(zone - ZoneOffset(start));
            var after = ZoneOffset(end);
            var shift = Shift(zone - after);
            // Time that is skipped comes behind the change: an interval that ends on it ends earlier only if the change is within it.
            if (shift > 0 || (shift < 0 && ZoneOffset(end + shift) == after))
            {
                end += shift;
            }
        }

        return (isFirst ? start : start + grid.Offset, end >= LineProtocolLimits.LastTime - Math.Max(grid.Offset, 0) ? LineProtocolLimits.LastTime : end + grid.Offset);
    }

    /// <summary>How far a zone is ahead of UTC at a time, in nanoseconds.</summary>
    public long ZoneOffset(long time) =>
        grid?.TimeZone is { } zone ? zone.GetUtcOffset(DateTime.UnixEpoch.AddTicks(time / NanosecondsPerTick)).Ticks * NanosecondsPerTick : 0;

    // A change as long as an interval or longer moves nothing.
    private long Shift(long change) => Math.Abs(change) < grid!.Duration ? change : 0;
}
