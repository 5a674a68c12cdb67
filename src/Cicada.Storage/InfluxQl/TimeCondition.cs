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
    public static TimeCondition Split(Expression? condition, long now)
    {
        var (rest, times) = ConditionSplit.Of(condition, new ReductionValues(now));
        return new(rest, times.Bounds.First, times.Bounds.Last);
    }

    /// <summary>Whether a condition says something about time.</summary>
    public static bool Mentions(Expression? condition) =>
        condition is not null && condition.Walk().Any(ConditionSplit.IsTime);

    /// <summary>A query over a stretch of time, whatever it says of time itself.</summary>
    /// <param name="select">The query.</param>
    /// <param name="from">The earliest time.</param>
    /// <param name="to">The time before which the last lies.</param>
    public static Statement.Select Within(Statement.Select select, long from, long to)
    {
        Expression time = new Expression.Reference("time");
        Expression stretch = new Expression.Binary(
            BinaryOperator.And,
            new Expression.Binary(BinaryOperator.GreaterOrEqual, time, new Expression.IntegerValue(from)),
            new Expression.Binary(BinaryOperator.Less, time, new Expression.IntegerValue(to)));
        return select with
        {
            Where = Timeless(select.Where) is { } rest ? new Expression.Binary(BinaryOperator.And, new Expression.Group(rest), stretch) : stretch,
        };
    }

    private static Expression? Timeless(Expression? condition)
    {
        switch (condition)
        {
            case Expression.Group group:
                return Timeless(group.Inner) is { } inner ? new Expression.Group(inner) : null;
            case Expression.Binary { Operator: BinaryOperator.And or BinaryOperator.Or } binary:
                var (left, right) = (Timeless(binary.Left), Timeless(binary.Right));
                return left is null ? right : right is null ? left : binary with { Left = left, Right = right };
            default:
                return Mentions(condition) ? null : condition;
        }
    }
}
