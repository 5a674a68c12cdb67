using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>A condition, what it says of times apart from the rest.</summary>
/// <param name="Rest">What is said of tags and fields, or null.</param>
/// <param name="Min">The earliest time.</param>
/// <param name="Max">The latest time, itself included.</param>
internal sealed record TimeCondition(Expression? Rest, long Min = UnixTime.Earliest, long Max = UnixTime.Latest)
{
    /// <summary>Whether any time is said.</summary>
    public bool IsBounded => Min > UnixTime.Earliest || Max < UnixTime.Latest;

    /// <summary>Takes a condition apart.</summary>
    /// <exception cref="QueryFailedException">Something is no time, or compared as times cannot be.</exception>
    public static TimeCondition Split(Expression? condition, long now) =>
        Mentions(condition) ? throw new QueryFailedException("times are not supported here yet") : new(condition);

    /// <summary>Whether a condition says something about time.</summary>
    public static bool Mentions(Expression? condition) =>
        condition is not null && condition.Walk().Any(part => part is Expression.Reference reference && reference.Name.Equals("time", StringComparison.OrdinalIgnoreCase));
}
