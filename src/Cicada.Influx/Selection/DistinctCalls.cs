using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>What becomes of <c>DISTINCT name</c> without parentheses.</summary>
internal static class DistinctCalls
{
    // What no point has.
    private static readonly Expression Nothing = new Expression.Reference("");

    /// <summary>A call of <c>distinct</c>, where it is the field or what a function is of; within other expressions InfluxDB finds nothing.</summary>
    public static Expression Of(Expression field) => field is Expression.Distinct distinct ? CallOf(distinct) : Replaced(field, CallOf);

    /// <summary>In an inner query, InfluxDB finds nothing wherever it is.</summary>
    public static Expression None(Expression field) => field is Expression.Distinct ? Nothing : Replaced(field, _ => Nothing);

    private static Expression.Call CallOf(Expression.Distinct distinct) => new("distinct", [new Expression.Reference(distinct.Name)]);

    private static Expression Replaced(Expression expression, Func<Expression.Distinct, Expression> ofArgument) => expression switch
    {
        Expression.Call call => new Expression.Call(call.Name, [.. call.Arguments.Select(argument => argument is Expression.Distinct distinct ? ofArgument(distinct) : Replaced(argument, ofArgument))]),
        Expression.Binary binary => binary with { Left = Replaced(binary.Left, ofArgument), Right = Replaced(binary.Right, ofArgument) },
        Expression.Group group => new Expression.Group(Replaced(group.Inner, ofArgument)),
        Expression.Distinct => Nothing,
        _ => expression,
    };
}
