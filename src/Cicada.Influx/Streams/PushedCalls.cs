using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>Collects the calls of a query that may be computed where the points are: plain aggregates of a field, of measurements only.</summary>
internal sealed class PushedCalls
{
    private readonly Dictionary<(long MinTime, long MaxTime), PushedRequest[]> _requests = [];

    /// <summary>The stream of a call's results, or null where it is not one of those.</summary>
    public PointStream? TryAdd(Expression.Call call, SelectScope scope)
    {
        if (scope.Others.Count > 0 || !IsPlain(call) || SeriesRange.IsEmpty(scope.Series) || scope.Sources.Any(source => source is not PreparedSource.Measurement))
        {
            return null;
        }

        PreparedSource.Measurement[] measurements = [.. scope.Sources.Cast<PreparedSource.Measurement>()];
        if (measurements.DistinctBy(measurement => measurement.Key.Name).Count() < measurements.Length || MayMakeNothing(call, scope))
        {
            return null;
        }

        if (!_requests.TryGetValue((scope.MinTime, scope.MaxTime), out var requests))
        {
            requests = Array.ConvertAll(measurements, measurement => new PushedRequest(scope, measurement));
            _requests.Add((scope.MinTime, scope.MaxTime), requests);
        }

        var name = (Expression.Reference)call.Arguments[0];
        return MergedStream.Of(
            [.. requests.Select(request => new PushedStream(
                request,
                request.Add(call),
                () => new ReducedStream(ScanStream.Open(scope, request.Measurement, name), scope, Aggregates.Of(call), usesIntervalTime: true)))],
            scope.IsDescending);
    }

    // Of one point there is no percentile below the 50th; what InfluxDB makes of such intervals, if they are not filled, ReducedStream knows.
    private static bool MayMakeNothing(Expression.Call call, SelectScope scope) =>
        call.Name == "percentile" && CallArguments.Number(call, 1) is < 50 or > 100 && (scope.Fill.Kind == FillKind.None || scope.Sources.Count > 1);

    private static bool IsPlain(Expression.Call call) => call is { Arguments: [Expression.Reference name, ..] } && name.Cast.IsField
        && call.Name is "count" or "sum" or "mean" or "min" or "max" or "first" or "last" or "spread" or "stddev" or "median" or "mode" or "percentile";
}
