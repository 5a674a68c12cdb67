using Cicada.Influx.Queries;
using Cicada.Influx.Reductions;

namespace Cicada.Influx.Streams;

/// <summary>The functions that make a value of each value and those before it, and for which the interval before the query's time counts too.</summary>
internal static class Transformations
{
    private const long Second = 1_000_000_000;

    /// <summary>What makes the transformation a call means; null for another function.</summary>
    public static Func<Transformation>? Of(Expression.Call call, SelectScope scope)
    {
        var isDescending = scope.IsDescending;
        switch (call.Name)
        {
            case "difference" or "non_negative_difference":
                return () => new DifferenceTransformation(null, call.Name == "non_negative_difference", isDescending);
            case "derivative" or "non_negative_derivative":
                var unit = CallArguments.Duration(call, 1) ?? (scope.Intervals?.Duration ?? Second);
                return () => new DifferenceTransformation(unit, call.Name == "non_negative_derivative", isDescending);
            case "elapsed":
                var elapsedUnit = CallArguments.Duration(call, 1) ?? 1;
                return () => new ElapsedTransformation(elapsedUnit);
            case "moving_average":
                var size = CallArguments.Count(call, 1);
                return () => new MovingAverageTransformation(size);
            default:
                return TechnicalAnalysis.Of(call);
        }
    }
    /// <summary>By how many intervals an outermost query with a call reads on before its time; 0 for another function.</summary>
    public static long EarlierIntervals(Expression.Call call) => call.Name switch
    {
        "difference" or "non_negative_difference" or "derivative" or "non_negative_derivative" or "elapsed" => 1,
        "moving_average" => CallArguments.Count(call, 1),
        _ => TechnicalAnalysis.Of(call) is null ? 0 : CallArguments.Count(call, 1),
    };
}
