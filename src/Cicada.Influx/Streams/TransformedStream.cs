using Cicada.Influx.Reductions;

namespace Cicada.Influx.Streams;

/// <summary>What a transformation makes of each series, value by value.</summary>
internal sealed class TransformedStream : PointStream
{
    private readonly PointStream _input;
    private readonly Func<Transformation> _create;
    private readonly SeriesProjection _projection;
    private readonly bool _isOrderedByAllTags;
    private readonly Dictionary<StreamSeries, Transformation> _known = new(SeriesEquality.Instance);
    private readonly Queue<StreamSeries> _begun = [];
    private StreamSeries? _series;
    private Transformation? _transformation;
    private bool _hasMore = true;
    private bool _isWaiting;

    public TransformedStream(PointStream input, SelectScope scope, Func<Transformation> create)
    {
        (_input, _create, _isOrderedByAllTags) = (input, create, scope.IsOrderedByAllTags);
        _projection = new SeriesProjection(scope.GroupBy, scope.Order);
    }

    public override bool Read()
    {
        while (_hasMore)
        {
            if (!_isWaiting && !_input.Read())
            {
                _hasMore = false;
                break;
            }

            _isWaiting = false;
            ref readonly var point = ref _input.Current;
            if (point.Value.IsNull)
            {
                continue;
            }

            var series = _projection.Of(point.Series);
            if (_series is null || !_series.IsSame(series))
            {
                // In the order of all tags a series is complete when another begins.
                if (_isOrderedByAllTags && Finish())
                {
                    _isWaiting = true;
                    return true;
                }

                _transformation = TransformationOf(series);
                _series = series;
            }

            if (_transformation!.Add(point.Time, point.Value, out var time, out var value))
            {
                _current = new StreamPoint(series, time, value, null);
                return true;
            }
        }

        return Finish();
    }

    public override void Dispose() => _input.Dispose();

    private Transformation TransformationOf(StreamSeries series)
    {
        if (!_known.TryGetValue(series, out var transformation))
        {
            transformation = _create();
            _known.Add(series, transformation);
            _begun.Enqueue(series);
        }

        return transformation;
    }

    private bool Finish()
    {
        while (_begun.TryDequeue(out var series))
        {
            _known.Remove(series, out var transformation);
            if (transformation!.Finish(out var time, out var value))
            {
                _current = new StreamPoint(series, time, value, null);
                return true;
            }
        }

        return false;
    }
}
