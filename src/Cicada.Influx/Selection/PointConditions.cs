using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>Brings a condition into the form in which points are held against it.</summary>
internal static class PointConditions
{
    /// <summary>The condition, null where it is always fulfilled.</summary>
    public static Expression? Of(Expression? condition)
    {
        if (condition is null)
        {
            return null;
        }

        var reduced = ExpressionReduction.Reduced(Rewritten(condition), default);
        return reduced is Expression.BooleanValue { Value: true } ? null : reduced;
    }

    private static Expression Rewritten(Expression condition) => condition switch
    {
        Expression.Binary { Operator: BinaryOperator.And or BinaryOperator.Or } both => both with { Left = Rewritten(both.Left), Right = Rewritten(both.Right) },
        Expression.Group group => new Expression.Group(Rewritten(group.Inner)),

        // InfluxDB lets all points pass where something is computed, but nothing compared.
        Expression.Binary { Operator.IsCondition: false } => new Expression.BooleanValue(true),
        Expression.Binary { Operator: BinaryOperator.Matches or BinaryOperator.MatchesNot, Right: Expression.RegexValue regex } match => OfMatch(match, regex),
        Expression.Binary comparison when HasNoValue(comparison.Left) || HasNoValue(comparison.Right) => new Expression.BooleanValue(false),
        _ => condition,
    };

    // A pattern that only names texts is a comparison with them.
    private static Expression OfMatch(Expression.Binary match, Expression.RegexValue regex)
    {
        if (QueryPattern.Of(regex.Pattern).ExactTexts is not { } texts)
        {
            return match;
        }

        var (comparison, between) = match.Operator == BinaryOperator.Matches ? (BinaryOperator.Equal, BinaryOperator.Or) : (BinaryOperator.NotEqual, BinaryOperator.And);
        var all = texts.Select(text => new Expression.Binary(comparison, match.Left, new Expression.StringValue(text)))
            .Aggregate((left, right) => new Expression.Binary(between, left, right));
        return texts.Count == 1 ? all : new Expression.Group(all);
    }

    // Of a time, a duration or nothing there is no comparison with a point's values, nor of what is computed with one.
    private static bool HasNoValue(Expression expression) => expression switch
    {
        Expression.TimeValue or Expression.DurationValue or Expression.NullValue or Expression.Wildcard or Expression.Distinct => true,
        Expression.Binary { Operator.IsCondition: false } binary => HasNoValue(binary.Left) || HasNoValue(binary.Right),
        Expression.Group group => HasNoValue(group.Inner),
        Expression.Call call => !MathFunction.Is(call.Name) || call.Arguments.Any(HasNoValue) || (call.Arguments.Count == 1 ? MathFunction.Of(call.Name) is null : MathFunction.OfTwo(call.Name) is null),
        _ => false,
    };
}
