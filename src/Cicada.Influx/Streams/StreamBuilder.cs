using Cicada.Influx.Queries;
using Cicada.Influx.Reductions;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>Turns calls into streams.</summary>
/// <param name="isSelector">Whether the query has one call, and that of a selector: its results keep their own times where there are no intervals.</param>
/// <param name="hasTarget">Whether the answer is written somewhere.</param>
internal sealed class StreamBuilder(bool isSelector, bool hasTarget)
{
    private readonly PushedCalls _pushed = new();

    /// <summary>The points as they are, with the other values of the scope.</summary>
    public static PointStream Raw(SelectScope scope)
    {
        // A server ends each series one point behind an offset without a limit.
        var limit = scope.Rows is { Limit: 0, Offset: 0 } ? 0 : scope.Rows.Offset + Math.Max(scope.Rows.Limit, 1);
        return scope.IsOrderedByAllTags || limit == 0
            ? LimitedStream.Of(Points(scope, null, limit), scope.Rows)
            : LimitedStream.Of(LimitedStream.Of(Points(scope, null, 0, scope.Rows.Offset + scope.Rows.Limit + 1), scope.Rows), scope.Rows);
    }

    /// <summary>The results of a call.</summary>
    public PointStream Build(Expression.Call call, SelectScope scope) => call switch
    {
        { Name: "distinct" } => new ReducedStream(Values(call.Arguments[0], scope), scope, () => new DistinctReduction(), usesIntervalTime: true),
        { Name: "sample" } => Sampled(call, scope),
        { Name: "top" or "bottom" } => Extremes(call, scope),
        { Name: "holt_winters" or "holt_winters_with_fit" } => Forecast(call, scope),
        { Name: "integral" } => Integral(call, scope),
        { Name: "cumulative_sum" } => new TransformedStream(Values(call.Arguments[0], scope), scope, () => new CumulativeSumTransformation()),
        _ when Transformations.Of(call, scope) is { } create => new TransformedStream(Values(call.Arguments[0], scope.Earlier(1)), scope, create),
        _ => Aggregate(call, scope),
    };

    private PointStream Aggregate(Expression.Call call, SelectScope scope)
    {
        var usesIntervalTime = !isSelector || scope.Intervals is not null;
        var stream = (usesIntervalTime ? _pushed.TryAdd(call, scope) : SelectedStream.TryOpen(call, scope, Reduced)) ?? Reduced();
        return scope.Intervals is not null && scope.Fill.Kind != FillKind.None
            ? new FilledStream(stream, scope, CallKinds.Of(call), isCount: call.Name == "count")
            : stream;

        PointStream Reduced() => new ReducedStream(
            Values(call.Arguments[0], scope), scope, Aggregates.Of(call), usesIntervalTime, endsAtNulls: !Aggregates.AreReducedTwice(call));
    }

    // The values a call is about: those of a field, or the results of another call.
    private PointStream Values(Expression argument, SelectScope scope) => argument switch
    {
        Expression.Call call => Build(call, scope),
        Expression.Reference reference => Points(scope, reference, 0),
        _ => new EmptyStream(),
    };

    private static PointStream Points(SelectScope scope, Expression.Reference? value, long limitOfEachGroup, long limitOfEachSeries = 0) => MergedStream.Of(
        [.. scope.Sources.Select(source => source switch
        {
            PreparedSource.Measurement measurement => ScanStream.Open(scope, measurement, value, limitOfEachGroup, limitOfEachSeries),
            PreparedSource.Subquery subquery => SubqueryStream.Open(scope, subquery.Query, value),
            _ => throw new ArgumentOutOfRangeException(nameof(scope)),
        })],
        scope.IsDescending);

    private ReducedStream Sampled(Expression.Call call, SelectScope scope)
    {
        // The same question at the same time gets the same sample.
        var random = new Random(scope.Run.Options.Now.GetHashCode());
        var size = CallArguments.Count(call, 1);
        return new ReducedStream(Values(call.Arguments[0], scope), scope, () => new SampleReduction(size, random), usesIntervalTime: false);
    }

    private ReducedStream Extremes(Expression.Call call, SelectScope scope)
    {
        var (count, isTop) = (CallArguments.Count(call, call.Arguments.Count - 1), call.Name == "top");
        PointStream input;
        if (call.Arguments.Count > 2)
        {
            // With tags, the best of each of their values.
            var tags = call.Arguments.Skip(1).SkipLast(1).OfType<Expression.Reference>().Select(tag => tag.Name);
            var byTags = scope with { GroupBy = [.. scope.GroupBy.Union(tags).Order(ByteOrder.Instance)] };
            input = new ReducedStream(
                Values(call.Arguments[0], byTags), byTags, () => new SelectorReduction(isTop ? SelectorKind.Max : SelectorKind.Min), usesIntervalTime: false);
        }
        else
        {
            // A server looks at no more points of each series than LIMIT and OFFSET ask rows for, and one more.
            var limit = scope.Rows is { Limit: 0, Offset: 0 } || !scope.IsOrderedByAllTags ? 0 : scope.Rows.Offset + scope.Rows.Limit + 1;
            input = Points(scope, (Expression.Reference)call.Arguments[0], limit);
        }

        return new ReducedStream(input, scope, () => new ExtremesReduction(count, isTop), usesIntervalTime: false, keepsTags: hasTarget);
    }

    private ReducedStream Forecast(Expression.Call call, SelectScope scope)
    {
        var everything = scope with { MinTime = LineProtocolLimits.FirstTime, MaxTime = LineProtocolLimits.LastTime, Intervals = null };
        var (horizon, season) = (CallArguments.Count(call, 1), CallArguments.Count(call, 2));
        var (interval, hasFit) = (scope.Windows.Duration, call.Name == "holt_winters_with_fit");
        return new ReducedStream(
            Values(call.Arguments[0], scope), everything, () => new ForecastReduction(horizon, season, hasFit, interval, scope.Run), usesIntervalTime: false);
    }

    private TransformedStream Integral(Expression.Call call, SelectScope scope)
    {
        var unit = CallArguments.Duration(call, 1) ?? 1_000_000_000;
        return new TransformedStream(
            Values(call.Arguments[0], scope), scope, () => new IntegralTransformation(unit, scope.Windows, scope.IsDescending));
    }
}
