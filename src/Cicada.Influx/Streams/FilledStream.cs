using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>Gives every interval of a series that has none a value, as the fill clause says.</summary>
internal sealed class FilledStream : PointStream
{
    private readonly PointStream _input;
    private readonly SelectRun _run;
    private readonly TimeWindows _windows;
    private readonly QueryFill _fill;
    private readonly QueryValueKind _kind;
    private readonly bool _isDescending;
    private readonly QueryValue[]? _noOthers;
    private readonly long _first;
    private readonly long _last;
    private bool _hasMore;
    private StreamSeries? _series;
    private long _expected;
    private long _zoneOffset;
    private StreamPoint _previous;

    /// <param name="input">Values whose times are those of intervals.</param>
    /// <param name="scope">The intervals, and the fill clause.</param>
    /// <param name="kind">The kind of the values.</param>
    /// <param name="isCount">Whether the values are counts: they are 0 where nothing else is said.</param>
    public FilledStream(PointStream input, SelectScope scope, QueryValueKind kind, bool isCount)
    {
        (_input, _run, _windows, _kind, _isDescending) = (input, scope.Run, scope.Windows, kind, scope.IsDescending);
        _fill = isCount && scope.Fill.Kind == FillKind.Null ? new QueryFill(FillKind.Number) : scope.Fill;
        var (from, to) = (_windows.Of(scope.MinTime).Start, _windows.Of(scope.MaxTime).Start);
        (_first, _last) = _isDescending ? (to, from) : (from, to);
        _noOthers = scope.Others.Count > 0 ? new QueryValue[scope.Others.Count] : null;
    }

    public override bool Read()
    {
        _hasMore = _hasMore || _input.Read();
        if (_series is null)
        {
            if (!_hasMore)
            {
                return false;
            }

            Begin(_input.Current);
        }

        var isOwn = _hasMore && _series!.IsSame(_input.Current.Series);
        if (!isOwn && !IsBeforeEnd())
        {
            if (!_hasMore)
            {
                return false;
            }

            Begin(_input.Current);
            isOwn = true;
        }

        if (!isOwn || (_isDescending ? _input.Current.Time < _expected : _input.Current.Time > _expected))
        {
            _run.CountBucket();
            _current = new StreamPoint(_series!, _expected, Missing(isOwn), _noOthers);
        }
        else
        {
            _run.Step();
            _current = _previous = _input.Current;
            _hasMore = false;
        }

        Advance();
        return true;
    }

    public override void Dispose() => _input.Dispose();

    private bool IsBeforeEnd() => _isDescending ? _expected >= _last && _last != LineProtocolLimits.FirstTime : _expected <= _last;

    private void Begin(in StreamPoint point)
    {
        _series = point.Series;
        _expected = _first == LineProtocolLimits.FirstTime ? _windows.Of(point.Time).Start : _first;
        _zoneOffset = _windows.ZoneOffset(_expected);
        _previous = default;
    }

    private void Advance()
    {
        _expected += _isDescending ? -_windows.Duration : _windows.Duration;
        if (_windows.HasZone && _windows.ZoneOffset(_expected - 1) is var offset && offset != _zoneOffset)
        {
            var change = _zoneOffset - offset;
            if (Math.Abs(change) < _windows.Duration)
            {
                _expected += change;
            }

            _zoneOffset = offset;
        }
    }

    private QueryValue Missing(bool hasNext) => _fill.Kind switch
    {
        FillKind.Number => FillValue.Of(_fill.Number, _kind),
        FillKind.Previous => _previous.Value,
        FillKind.Linear when hasNext && !_previous.Value.IsNull => Between(_previous, _input.Current),
        _ => QueryValue.Null,
    };

    // Times are counted in whole intervals.
    private QueryValue Between(in StreamPoint before, in StreamPoint after)
    {
        var (from, to, at) = (before.Time / _windows.Duration, after.Time / _windows.Duration, _expected / _windows.Duration);
        double reached = at - from, all = to - from;
        return _kind switch
        {
            QueryValueKind.Float => QueryValue.OfFloat((after.Value.AsFloat() - before.Value.AsFloat()) / all * reached + before.Value.AsFloat()),
            QueryValueKind.Integer => QueryValue.OfInteger(FieldCast.ToInteger((after.Value.AsInteger() - before.Value.AsInteger()) / all * reached + before.Value.AsInteger())),
            QueryValueKind.Unsigned => QueryValue.OfUnsigned((ulong)(((double)after.Value.AsUnsigned() - before.Value.AsUnsigned()) / all * reached + before.Value.AsUnsigned())),
            _ => QueryValue.Null,
        };
    }
}
