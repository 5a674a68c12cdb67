using Cicada.Influx.Reductions;

namespace Cicada.Influx.Streams;

/// <summary>What a transformation makes of each series, value by value.</summary>
internal sealed class TransformedStream : PointStream
{
    private readonly PointStream _input;
    private readonly Func<Transformation> _create;
    private readonly SeriesProjection _projection;
    private readonly bool _isOrderedByAllTags;
    private readonly List<(StreamSeries Series, Transformation Transformation)> _known = [];
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
        foreach (var (known, transformation) in _known)
        {
            if (known.IsSame(series))
            {
                return transformation;
            }
        }

        var created = _create();
        _known.Add((series, created));
        return created;
    }

    private bool Finish()
    {
        while (_known.Count > 0)
        {
            var (series, transformation) = _known[0];
            _known.RemoveAt(0);
            if (transformation.Finish(out var time, out var value))
            {
                _current = new StreamPoint(series, time, value, null);
                return true;
            }
        }

        return false;
    }
}
