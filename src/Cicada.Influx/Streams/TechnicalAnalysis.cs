using Cicada.Influx.Queries;
using Cicada.Influx.Reductions;

namespace Cicada.Influx.Streams;

/// <summary>The functions of technical analysis: the values, a period, how many results are held back, and how it warms up.</summary>
internal static class TechnicalAnalysis
{
    /// <summary>What makes the transformation a call means; null for another function.</summary>
    public static Func<Transformation>? Of(Expression.Call call)
    {
        Func<int, bool, Indicator>? create = call.Name switch
        {
            "exponential_moving_average" => static (period, warmsSimply) => new ExponentialAverage(period, warmsSimply),
            "double_exponential_moving_average" => static (period, warmsSimply) => new StackedAverage(period, warmsSimply, isTriple: false),
            "triple_exponential_moving_average" => static (period, warmsSimply) => new StackedAverage(period, warmsSimply, isTriple: true),
            "triple_exponential_derivative" => static (period, warmsSimply) => new AverageRate(period, warmsSimply),
            "relative_strength_index" => static (period, warmsSimply) => new Momentum(period, warmsSimply, isStrength: true),
            "kaufmans_efficiency_ratio" => static (period, _) => new EfficiencyRatio(period),
            "kaufmans_adaptive_moving_average" => static (period, _) => new AdaptiveAverage(period),
            "chande_momentum_oscillator" => WarmUp(call) is null
                ? static (period, _) => new MomentumOscillator(period)
                : static (period, warmsSimply) => new Momentum(period, warmsSimply, isStrength: false),
            _ => null,
        };
        if (create is null)
        {
            return null;
        }

        var period = CallArguments.Count(call, 1);
        var held = CallArguments.OptionalCount(call, 2) is >= 0 and var count ? count : (int?)null;
        var skipsInfinity = call.Name is "triple_exponential_derivative" or "kaufmans_efficiency_ratio" or "kaufmans_adaptive_moving_average";
        return () => new IndicatorTransformation(create(period, WarmUp(call) == "simple"), held, skipsInfinity);
    }

    private static string? WarmUp(Expression.Call call) => call.Arguments is [_, _, _, Expression.StringValue { Value: not "none" } warmUp] ? warmUp.Value : null;
}
