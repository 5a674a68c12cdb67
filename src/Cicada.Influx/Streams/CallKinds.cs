using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>What the results of calls are.</summary>
internal static class CallKinds
{
    /// <summary>Whether a function gives points as they are.</summary>
    public static bool IsSelector(string function) => function is "first" or "last" or "min" or "max" or "percentile" or "sample" or "top" or "bottom";

    /// <summary>The kind of a call's results; null where nothing has the field it is about.</summary>
    public static QueryValueKind Of(Expression expression) => expression switch
    {
        Expression.Reference reference => reference.Cast.Kind,
        Expression.Call { Name: "count" or "elapsed" } => QueryValueKind.Integer,
        Expression.Call
        {
            Name: "mean" or "median" or "stddev" or "integral" or "derivative" or "non_negative_derivative" or "moving_average" or "exponential_moving_average"
                or "double_exponential_moving_average" or "triple_exponential_moving_average" or "triple_exponential_derivative" or "relative_strength_index"
                or "kaufmans_efficiency_ratio" or "kaufmans_adaptive_moving_average" or "chande_momentum_oscillator" or "holt_winters" or "holt_winters_with_fit"
        } => QueryValueKind.Float,
        Expression.Call { Arguments: [var first, ..] } => Of(first),
        _ => QueryValueKind.Null,
    };
}
