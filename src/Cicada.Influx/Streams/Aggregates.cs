using Cicada.Influx.Queries;
using Cicada.Influx.Reductions;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>The functions that make one value of those of an interval.</summary>
internal static class Aggregates
{
    /// <summary>Whether InfluxDB reduces each source by itself first, and then all of them.</summary>
    public static bool AreReducedTwice(Expression.Call call) =>
        call.Name is "sum" or "mean" or "min" or "max" or "first" or "last" || (call.Name == "count" && call.Arguments[0] is not Expression.Call);

    /// <summary>What makes the reduction a call means.</summary>
    public static Func<Reduction> Of(Expression.Call call)
    {
        switch (call.Name)
        {
            case "count":
                return () => new CountReduction();
            case "sum":
                return () => new SumReduction(isMean: false);
            case "mean":
                return () => new SumReduction(isMean: true);
            case "min":
                return () => new SelectorReduction(SelectorKind.Min);
            case "max":
                return () => new SelectorReduction(SelectorKind.Max);
            case "first":
                return () => new SelectorReduction(SelectorKind.First);
            case "last":
                return () => new SelectorReduction(SelectorKind.Last);
            case "spread":
                return () => new SpreadReduction();
            case "median":
                return () => new MedianReduction();
            case "mode":
                return () => new ModeReduction();
            case "stddev":
                return () => new StandardDeviationReduction();
            case "percentile":
                var percentile = CallArguments.Number(call, 1);
                return () => new PercentileReduction(percentile);
            default:
                throw new QueryFailedException($"unsupported call: {call.Name}");
        }
    }
}
