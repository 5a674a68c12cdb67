using Cicada.Influx.Reductions;

namespace Cicada.Influx.Streams;

/// <summary>What reductions make of the points of each series and interval. Within an interval, series ascend and so do the times of one series, in a descending query too.</summary>
internal sealed class ReducedStream : PointStream
{
    private readonly PointStream _input;
    private readonly TimeWindows _windows;
    private readonly Func<Reduction> _create;
    private readonly SeriesProjection _projection;
    private readonly bool _usesIntervalTime;
    private readonly bool _keepsTags;
    private readonly bool _endsAtNulls;
    private readonly List<StreamPoint> _output = [];
    private readonly Dictionary<StreamSeries, Reduction> _many = new(SeriesEquality.Instance);
    private readonly Reduction _one;
    private int _next;
    private bool _isStarted;
    private bool _hasMore;

    /// <param name="input">The points.</param>
    /// <param name="scope">The series and intervals.</param>
    /// <param name="create">Makes the reduction for one series and interval.</param>
    /// <param name="usesIntervalTime">Whether results have the time of the interval, also where a reduction says one.</param>
    /// <param name="keepsTags">Whether results keep tags of their points that the scope does not group by.</param>
    /// <param name="endsAtNulls">
    /// Whether a null of another interval ends an interval. It matters where the rows of an inner query go back in time; InfluxDB reduces twice for some functions,
    /// and then it does not.
    /// </param>
    public ReducedStream(PointStream input, SelectScope scope, Func<Reduction> create, bool usesIntervalTime, bool keepsTags = false, bool endsAtNulls = true)
    {
        (_input, _windows, _create, _usesIntervalTime, _keepsTags, _endsAtNulls) = (input, scope.Windows, create, usesIntervalTime, keepsTags, endsAtNulls);
        _projection = new SeriesProjection(scope.GroupBy, scope.Order);
        _one = create();
    }

    public override bool Read()
    {
        if (_next >= _output.Count && (!Reduce() || _output.Count == 0))
        {
            return false;
        }

        _current = _output[_next++];
        return true;
    }

    public override void Dispose() => _input.Dispose();

    private bool Reduce()
    {
        _output.Clear();
        _next = 0;
        if (!_isStarted)
        {
            _isStarted = true;
            _hasMore = _input.Read();
        }

        while (_hasMore && _input.Current.Value.IsNull)
        {
            _hasMore = _input.Read();
        }

        if (!_hasMore)
        {
            return false;
        }

        var (start, end) = _windows.Of(_input.Current.Time);
        var group = _input.Current.Series.Group;
        var single = _projection.Of(_input.Current.Series);
        if (ReferenceEquals(single, single.Group))
        {
            // A point of an inner query may lie outside the time of the outer one: then nothing is within.
            if (!IsWithin(_input.Current, group, start, end))
            {
                return false;
            }

            _one.Reset();
            while (_hasMore && IsWithin(_input.Current, group, start, end))
            {
                if (!_input.Current.Value.IsNull)
                {
                    _one.Add(_input.Current);
                }

                _hasMore = _input.Read();
            }

            Emit(_one, single, start);
            return true;
        }

        _many.Clear();
        while (_hasMore && IsWithin(_input.Current, group, start, end))
        {
            if (!_input.Current.Value.IsNull)
            {
                ReductionOf(_projection.Of(_input.Current.Series)).Add(_input.Current);
            }

            _hasMore = _input.Read();
        }

        foreach (var (series, reduction) in _many.OrderBy(one => one.Key, Comparer<StreamSeries>.Create(static (left, right) => left.CompareTo(right))))
        {
            Emit(reduction, series, start);
        }

        return true;
    }

    private bool IsWithin(in StreamPoint point, StreamSeries group, long start, long end) =>
        (point.Time >= start && point.Time < end && group.IsSame(point.Series.Group)) || (!_endsAtNulls && point.Value.IsNull);

    private Reduction ReductionOf(StreamSeries series)
    {
        if (!_many.TryGetValue(series, out var reduction))
        {
            reduction = _create();
            _many.Add(series, reduction);
        }

        return reduction;
    }

    private void Emit(Reduction reduction, StreamSeries series, long start)
    {
        var first = _output.Count;
        reduction.Emit(_output);
        for (var i = first; i < _output.Count; i++)
        {
            ref var point = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_output)[i];
            if (!_keepsTags || point.Series is null)
            {
                point.Series = series;
            }

            if (_usesIntervalTime || point.Time == Reduction.NoTime)
            {
                // Without a beginning, the time is that of the epoch.
                point.Time = start == LineProtocolLimits.FirstTime && _usesIntervalTime ? 0 : start;
            }
        }
    }
}
