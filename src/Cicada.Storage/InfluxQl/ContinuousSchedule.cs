using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>When a continuous query runs, and over what. All in nanoseconds, times since the Unix epoch.</summary>
/// <param name="Interval">The intervals it computes.</param>
/// <param name="Offset">By how much they are moved against the epoch.</param>
/// <param name="Every">How often it runs: once each interval, unless something else is said.</param>
/// <param name="For">How far back it computes each time; 0 for what follows from the rest.</param>
internal sealed record ContinuousSchedule(long Interval, long Offset, long Every, long For)
{
    /// <summary>What a statement says; null where it has no intervals, and so is never run.</summary>
    public static ContinuousSchedule? Of(Statement.CreateContinuousQuery create)
    {
        if (create.Query.GroupBy.OfType<Expression.Call>().FirstOrDefault(call => call.Name == "time") is not { Arguments: [Expression.DurationValue interval, ..] arguments }
            || interval.Nanoseconds <= 0
            || !create.Query.Fields.Any(field => field.Value.Walk().Any(part => part is Expression.Call)))
        {
            return null;
        }

        var offset = arguments is [_, Expression.DurationValue moved] ? moved.Nanoseconds % interval.Nanoseconds : 0;
        return new(interval.Nanoseconds, offset, create.Every > 0 ? create.Every : interval.Nanoseconds, create.For);
    }

    /// <summary>What is to be done now.</summary>
    /// <param name="lastRun">The time the last run was for, or null.</param>
    /// <param name="now">The time now.</param>
    /// <returns>Null when the next run is yet to come.</returns>
    public ContinuousRun? Next(long? lastRun, long now)
    {
        var due = lastRun is { } last ? last + Every : now;
        if (due > now)
        {
            return null;
        }

        var reach = For > 0 ? For : Math.Max(Interval, Every);

        // From the interval that was under way when the run was due, so that none is left out when runs were.
        var from = Floor(due + Interval - reach - Offset - 1, Interval) + Offset;
        var to = Floor(now + Interval - Math.Min(Interval, Every) - Offset, Interval) + Offset;
        return new ContinuousRun(Floor(now - Offset, Every) + Offset, from, to);
    }

    private static long Floor(long time, long size) => time - (((time % size) + size) % size);
}
