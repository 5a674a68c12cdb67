using Cicada.Influx.Queries;

namespace Cicada.Influx.Streams;

/// <summary>Some points of each series.</summary>
internal sealed class LimitedStream : PointStream
{
    private readonly PointStream _input;
    private readonly RowRange _range;
    private StreamSeries? _series;
    private long _count;

    private LimitedStream(PointStream input, RowRange range) => (_input, _range) = (input, range);

    public static PointStream Of(PointStream input, RowRange range) => range is { Limit: 0, Offset: 0 } ? input : new LimitedStream(input, range);

    public override bool Read()
    {
        while (_input.Read())
        {
            ref readonly var point = ref _input.Current;
            if (_series is null || !_series.IsSame(point.Series))
            {
                (_series, _count) = (point.Series, 0);
            }

            _count++;
            if (_count > _range.Offset && (_range.Limit == 0 || _count - _range.Offset <= _range.Limit))
            {
                _current = point;
                return true;
            }
        }

        return false;
    }

    public override void Dispose() => _input.Dispose();
}
