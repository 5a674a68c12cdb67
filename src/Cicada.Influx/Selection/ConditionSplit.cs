using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>
/// Tells what a condition says about time from what it says about points. Whatever stands between them, times narrow the range: <c>OR</c> between times finds what
/// <c>AND</c> does, as in InfluxDB.
/// </summary>
internal static class ConditionSplit
{
    /// <summary>Splits a condition.</summary>
    /// <param name="condition">The condition, or null.</param>
    /// <param name="values">What is known; <c>now()</c> among it.</param>
    /// <returns>What is left of it, null where it is always fulfilled, and the range.</returns>
    /// <exception cref="QueryFailedException">It makes no sense.</exception>
    public static (Expression? Condition, TimeRange Times) Of(Expression? condition, ReductionValues values)
    {
        var (rest, times) = Split(condition, values);
        rest = rest is Expression.Group group ? group.Inner : rest;
        return (rest is Expression.BooleanValue { Value: true } ? null : rest, times);
    }

    /// <summary>Whether a name is the time's.</summary>
    public static bool IsTime(Expression expression) => expression is Expression.Reference reference && reference.Name.Equals("time", StringComparison.OrdinalIgnoreCase);

    private static (Expression? Condition, TimeRange Times) Split(Expression? condition, ReductionValues values)
    {
        switch (condition)
        {
            case null:
                return default;
            case Expression.Binary { Operator: BinaryOperator.And or BinaryOperator.Or } both:
                var (left, leftTimes) = Split(both.Left, values);
                var (right, rightTimes) = Split(both.Right, values);
                var times = leftTimes.And(rightTimes);
                return left is null || right is null
                    ? (left ?? right, times)
                    : (ExpressionReduction.WithinReduced(new Expression.Binary(both.Operator, left, right), default), times);
            case Expression.Binary binary when IsTime(binary.Left):
                return (null, RangeOf(binary.Operator, binary.Right, values));
            case Expression.Binary binary when IsTime(binary.Right):
                return (null, RangeOf(Turned(binary.Operator), binary.Left, values));
            case Expression.Binary binary:
                return (ExpressionReduction.WithinReduced(binary, values), default);
            case Expression.Group group:
                var (inner, innerTimes) = Split(group.Inner, values);
                return (inner is null ? null : ExpressionReduction.WithinReduced(new Expression.Group(inner), default), innerTimes);
            case Expression.BooleanValue:
                return (condition, default);
            default:
                throw new QueryFailedException($"invalid condition expression: {InfluxName.TextOf(condition)}");
        }
    }

    private static BinaryOperator Turned(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Greater => BinaryOperator.Less,
        BinaryOperator.Less => BinaryOperator.Greater,
        BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
        _ => binary,
    };

    private static TimeRange RangeOf(BinaryOperator binary, Expression bound, ReductionValues values)
    {
        var time = TimeOf(bound, values);
        return binary switch
        {
            BinaryOperator.Greater => new(time + 1, null),
            BinaryOperator.GreaterOrEqual => new(time, null),
            BinaryOperator.Less => new(null, time - 1),
            BinaryOperator.LessOrEqual => new(null, time),
            BinaryOperator.Equal => new(time, time),
            _ => throw new QueryFailedException($"invalid time comparison operator: {binary.Symbol}"),
        };
    }

    private static Int128 TimeOf(Expression bound, ReductionValues values)
    {
        if (bound is Expression.StringValue text && TimeLiteral.IsMeantBy(text.Value))
        {
            bound = new Expression.TimeValue(TimeLiteral.Read(text.Value, values.Zone) ?? throw new QueryFailedException("invalid timestamp string"));
        }

        switch (ExpressionReduction.Reduced(bound, values))
        {
            case Expression.TimeValue { Nanoseconds: var time }:
                return time > LineProtocolLimits.LastTime ? throw new QueryFailedException($"time {SecondsOf(time)} overflows time literal")
                    : time <= LineProtocolLimits.FirstTime ? throw new QueryFailedException($"time {SecondsOf(time)} underflows time literal")
                    : time;
            case Expression.DurationValue duration:
                return duration.Nanoseconds;
            case Expression.NumberValue number:
                return (long)number.Value;
            case Expression.IntegerValue integer:
                return integer.Value;
            case var other:
                throw new QueryFailedException($"invalid operation: time and {InfluxName.KindOf(other)} are not compatible");
        }
    }

    private static string SecondsOf(Int128 time)
    {
        var text = TimeLiteral.TextOf(time);
        return text.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? text[..point] + "Z" : text;
    }
}
