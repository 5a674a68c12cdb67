using Cicada.Influx.Queries;
using Cicada.Influx.Reductions;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>The points a selector wants of each series of a measurement, over all times, found where they are.</summary>
internal sealed class SelectedStream : PointStream
{
    // One search for each where other fields are wanted; with more, reading all points is quicker.
    private const int MostSeries = 64;

    private readonly Func<IEnumerable<StreamPoint>?> _open;
    private readonly Func<PointStream> _otherwise;
    private IEnumerator<StreamPoint>? _points;
    private PointStream? _other;

    private SelectedStream(Func<IEnumerable<StreamPoint>?> open, Func<PointStream> otherwise) => (_open, _otherwise) = (open, otherwise);

    /// <summary>The stream of a call, or null where it is not of that kind.</summary>
    /// <param name="call">The call.</param>
    /// <param name="scope">Its scope; without intervals.</param>
    /// <param name="otherwise">What gives the same points where the source does not know how to compute the value.</param>
    public static PointStream? TryOpen(Expression.Call call, SelectScope scope, Func<PointStream> otherwise)
    {
        if (!scope.IsOrderedByAllTags || scope.Series != default || scope.Sources is not [PreparedSource.Measurement measurement]
            || call.Arguments is not [Expression.Reference name, ..] || !name.Cast.IsField)
        {
            return null;
        }

        return call.Name switch
        {
            "first" or "last" when scope.GroupBy.Count == 0 => new SelectedStream(() => AtTheEnd(call, name, scope, measurement), otherwise),
            "first" or "last" or "min" or "max" or "percentile" => new SelectedStream(() => Selected(call, name, scope, measurement), otherwise),
            _ => null,
        };
    }

    public override bool Read()
    {
        if (_points is null && _other is null)
        {
            _points = _open()?.GetEnumerator();
            _other = _points is null ? _otherwise() : null;
        }

        if (_other is not null)
        {
            var hasPoint = _other.Read();
            _current = _other.Current;
            return hasPoint;
        }

        var hasNext = _points!.MoveNext();
        _current = hasNext ? _points.Current : _current;
        return hasNext;
    }

    public override void Dispose()
    {
        _points?.Dispose();
        _other?.Dispose();
    }

    // The time of the first or last point is quicker found than looked for among all points. Of several points at that time one is selected.
    private static IEnumerable<StreamPoint>? AtTheEnd(Expression.Call call, Expression.Reference name, SelectScope scope, PreparedSource.Measurement measurement)
    {
        long time;
        using (var points = ScanStream.Open(scope with { IsDescending = call.Name == "last", Others = [] }, measurement, name, limitOfEachGroup: 1))
        {
            if (!points.Read())
            {
                return [];
            }

            time = points.Current.Time;
        }

        return Selected(call, name, scope with { MinTime = time, MaxTime = time }, measurement);
    }

    private static IEnumerable<StreamPoint>? Selected(Expression.Call call, Expression.Reference name, SelectScope scope, PreparedSource.Measurement measurement)
    {
        using var request = new PushedRequest(scope with { Others = [] }, measurement, keepsTimes: true);
        var place = request.Add(call);
        if (!request.Knows(place))
        {
            return null;
        }

        var points = new List<StreamPoint>();
        while (request.TryRead(place, out var point))
        {
            points.Add(point);
        }

        return WithOthers(points, name, scope, measurement);
    }

    // The other values are read afterwards: the first point with any of the fields need not be the first with the one that matters.
    private static IEnumerable<StreamPoint>? WithOthers(List<StreamPoint> points, Expression.Reference name, SelectScope scope, PreparedSource.Measurement measurement) =>
        scope.Others.Count == 0 ? points
        : points.Count > MostSeries ? null
        : points.Select(point => WithOthers(point, name, scope, measurement));

    private static StreamPoint WithOthers(StreamPoint point, Expression.Reference name, SelectScope scope, PreparedSource.Measurement measurement)
    {
        var atTime = scope with { MinTime = point.Time, MaxTime = point.Time, Where = OfSeries(scope.Where, point.Series) };
        using var candidates = ScanStream.Open(atTime, measurement, name);
        while (candidates.Read())
        {
            if (ValueOrder.AreEqual(candidates.Current.Value, point.Value))
            {
                return point with { Others = [.. candidates.Current.Others!] };
            }
        }

        return point with { Others = new QueryValue[scope.Others.Count] };
    }

    private static Expression? OfSeries(Expression? where, StreamSeries series)
    {
        for (var i = 0; i < series.Keys.Count; i++)
        {
            where = And(where, new Expression.Binary(BinaryOperator.Equal, new Expression.Reference(series.Keys[i], ReferenceCast.Tag), new Expression.StringValue(series.Values[i])));
        }

        return where;
    }

    private static Expression.Binary And(Expression? left, Expression.Binary right) => left is null ? right : new Expression.Binary(BinaryOperator.And, new Expression.Group(left), right);
}
