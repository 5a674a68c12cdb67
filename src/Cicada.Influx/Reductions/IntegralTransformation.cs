using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Reductions;

/// <summary><c>integral</c>: the area under the values of each interval, by trapezia. Where values lie in two intervals, the border is put on the line between them.</summary>
/// <param name="unit">The unit of time in nanoseconds.</param>
/// <param name="windows">The intervals.</param>
/// <param name="isDescending">Whether times run backwards.</param>
internal sealed class IntegralTransformation(long unit, TimeWindows windows, bool isDescending) : Transformation
{
    private bool _hasBefore;
    private long _beforeTime;
    private double _before;
    private double _sum;
    private long _start;
    private long _end;

    public override bool Add(long time, in QueryValue value, out long resultTime, out QueryValue result)
    {
        (resultTime, result) = (0, default);
        var number = value.AsNumber();
        if (!_hasBefore)
        {
            _hasBefore = true;
            Begin(time);

            // Without intervals, areas of floats are those of the epoch, others of the beginning of the query's time.
            if (windows.Duration == 0 && (value.Kind == QueryValueKind.Float || _start == LineProtocolLimits.FirstTime))
            {
                _start = 0;
            }

            (_before, _beforeTime) = (number, time);
            return false;
        }

        var hasResult = false;
        if (time != _beforeTime)
        {
            if (windows.Duration > 0 && (isDescending ? time <= _end : time >= _end))
            {
                if (_beforeTime != _end)
                {
                    var border = (number - _before) / (time - _beforeTime) * (_end - _beforeTime) + _before;
                    AddArea(_end, border);
                    if (value.Kind != QueryValueKind.Float)
                    {
                        // InfluxDB goes on with the border's value for that of the point, and with the value before for that of the border.
                        number = border;
                    }
                    else
                    {
                        _before = border;
                    }

                    _beforeTime = _end;
                }

                (hasResult, resultTime, result) = (true, _start, QueryValue.OfFloat(_sum));
                Begin(time);
                _sum = 0;
            }

            AddArea(time, number);
        }

        (_before, _beforeTime) = (value.AsNumber(), time);
        return hasResult;
    }

    public override bool Finish(out long resultTime, out QueryValue result)
    {
        (resultTime, result) = (_start, QueryValue.OfFloat(_sum));
        return _hasBefore && _beforeTime != _start;
    }

    private void Begin(long time)
    {
        (_start, _end) = windows.Of(time);
        if (isDescending)
        {
            (_start, _end) = (_end, _start);
        }
    }

    private void AddArea(long time, double number) => _sum += 0.5 * (number + _before) * ((double)(time - _beforeTime) / unit);
}
