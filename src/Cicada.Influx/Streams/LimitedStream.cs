using Cicada.Influx.Queries;

namespace Cicada.Influx.Streams;

/// <summary>Some points of each series.</summary>
internal sealed class LimitedStream : PointStream
{
    private readonly PointStream _input;
    private readonly RowRange _range;
    private readonly bool _isOneSeries;
    private StreamSeries? _series;
    private long _count;

    private LimitedStream(PointStream input, RowRange range, bool isOneSeries) => (_input, _range, _isOneSeries) = (input, range, isOneSeries);

    /// <summary>The points wanted of a stream.</summary>
    /// <param name="input">The stream.</param>
    /// <param name="range">Which points of each series.</param>
    /// <param name="isOneSeries">Whether there is only one series: then nothing is read behind the last point wanted of it.</param>
    public static PointStream Of(PointStream input, RowRange range, bool isOneSeries = false) =>
        range is { Limit: 0, Offset: 0 } ? input : new LimitedStream(input, range, isOneSeries);

    public override bool Read()
    {
        while (!(_isOneSeries && _range.Limit > 0 && _count - _range.Offset >= _range.Limit) && _input.Read())
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
