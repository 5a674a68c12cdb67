using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>What a GROUP BY clause says.</summary>
/// <param name="Interval">How long an interval is, in nanoseconds; 0 without intervals. What is less than 0 counts as an interval only where the rules ask for one.</param>
/// <param name="Offset">By how much intervals are moved, in nanoseconds.</param>
/// <param name="Unusable">An offset that fulfils the rules, but cannot be used, or null.</param>
/// <param name="Tags">The tags: names, wildcards and patterns.</param>
internal sealed record Dimensions(long Interval, long Offset, Expression? Unusable, IReadOnlyList<Expression> Tags)
{
    // Go counts whole intervals from the beginning of the year 1.
    private const long SecondsFromYearOne = 62_135_596_800;

    /// <summary>Reads a clause.</summary>
    /// <exception cref="QueryFailedException">It breaks a rule.</exception>
    public static Dimensions Of(IReadOnlyList<Expression> groupBy, long now, TimeZoneInfo? zone)
    {
        long interval = 0, offset = 0;
        Expression? unusable = null;
        var tags = new List<Expression>();
        foreach (var dimension in groupBy)
        {
            switch (ExpressionReduction.Reduced(dimension, default))
            {
                case Expression.Reference reference:
                    tags.Add(ConditionSplit.IsTime(reference) ? throw new QueryFailedException("time() is a function and expects at least one argument") : reference);
                    break;
                case Expression.Wildcard or Expression.RegexValue:
                    tags.Add(dimension);
                    break;
                case Expression.Call call:
                    var next = IntervalOf(call);
                    interval = interval == 0 ? next : throw new QueryFailedException("multiple time dimensions not allowed");
                    if (call.Arguments.Count == 2)
                    {
                        (offset, unusable) = OffsetOf(call.Arguments[1], interval, now, zone);
                    }

                    break;
                default:
                    throw new QueryFailedException("only time and tag dimensions allowed");
            }
        }

        return new(interval, offset, interval > 0 ? unusable : null, tags);
    }

    /// <summary>The intervals, or null. On a day the clocks are changed, back by three seconds is not forward by all but three of a day's.</summary>
    public IntervalGrid? Grid(TimeZoneInfo? zone) =>
        Interval <= 0 ? null : new(Interval, zone is null ? ((Offset % Interval) + Interval) % Interval : Offset % Interval, zone);

    private static long IntervalOf(Expression.Call call)
    {
        if (call.Name != "time")
        {
            throw new QueryFailedException("only time() calls allowed in dimensions");
        }

        if (call.Arguments.Count is < 1 or > 2)
        {
            throw new QueryFailedException("time dimension expected 1 or 2 arguments");
        }

        return call.Arguments[0] is Expression.DurationValue duration ? duration.Nanoseconds : throw new QueryFailedException("time dimension must have duration argument");
    }

    private static (long Offset, Expression? Unusable) OffsetOf(Expression argument, long interval, long now, TimeZoneInfo? zone)
    {
        switch (argument)
        {
            case Expression.DurationValue duration:
                return (interval is 0 or -1 ? 0 : duration.Nanoseconds % interval, null);
            case Expression.TimeValue time:
                return (Remainder(time.Nanoseconds, interval), null);
            case Expression.Call { Name: not "now" }:
                throw new QueryFailedException("time dimension offset function must be now()");
            case Expression.Call { Arguments.Count: > 0 }:
                throw new QueryFailedException("time dimension offset now() function requires no arguments");
            case Expression.Call:
                return (Remainder(now, interval), null);
            case Expression.StringValue text when TimeLiteral.IsMeantBy(text.Value):
                var read = TimeLiteral.Read(text.Value, zone) ?? throw new QueryFailedException("invalid timestamp string");
                return (Remainder(read, interval), argument);
            default:
                throw new QueryFailedException("time dimension offset must be duration or now()");
        }
    }

    private static long Remainder(Int128 time, long interval) => interval <= 0 ? 0 : (long)((time + ((Int128)SecondsFromYearOne * 1_000_000_000)) % interval);
}
