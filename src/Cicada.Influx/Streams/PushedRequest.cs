using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>
/// Aggregates of one measurement that are computed where the points are, several in one go. Each has a stream of its own; what one stream reads ahead waits for the others.
/// </summary>
/// <param name="scope">Which points.</param>
/// <param name="measurement">The measurement.</param>
/// <param name="keepsTimes">Whether results have the times of their points; then there is one call, of a selector.</param>
internal sealed class PushedRequest(SelectScope scope, PreparedSource.Measurement measurement, bool keepsTimes = false) : IDisposable
{
    private readonly List<Expression.Call> _calls = [];
    private readonly List<Queue<StreamPoint>> _waiting = [];
    private readonly Dictionary<int, StreamSeries> _series = [];
    private IPointCursor? _cursor;
    private SeriesRange? _range;
    private PushedRequest[]? _parts;
    private bool _isOpen;
    private bool _isDone;

    public PreparedSource.Measurement Measurement => measurement;

    /// <summary>Adds a call, before anything is read.</summary>
    /// <returns>Its place.</returns>
    public int Add(Expression.Call call)
    {
        _calls.Add(call);
        _waiting.Add(new());
        return _calls.Count - 1;
    }

    /// <summary>Whether the source knows how to compute a call.</summary>
    public bool Knows(int call)
    {
        Open();
        return _parts is null ? _cursor is not null : _parts[call].Knows(0);
    }

    /// <summary>The next result of a call that is known.</summary>
    public bool TryRead(int call, out StreamPoint point)
    {
        if (_parts is not null)
        {
            return _parts[call].TryRead(0, out point);
        }

        while (!_waiting[call].TryDequeue(out point))
        {
            if (!ReadRow())
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose()
    {
        _cursor?.Dispose();
        Array.ForEach(_parts ?? [], part => part.Dispose());
    }

    private void Open()
    {
        if (_isOpen)
        {
            return;
        }

        _isOpen = true;
        _range = SeriesRange.Of(scope, measurement);
        _cursor = scope.Run.Points.Aggregate(Request(), scope.Run.Cancellation);
        if (_cursor is null)
        {
            // Perhaps it knows some of them.
            _parts = _calls.Count < 2 ? null : [.. _calls.Select(call =>
            {
                var part = new PushedRequest(scope, measurement);
                part.Add(call);
                return part;
            })];
        }
        else if (!scope.IsOrderedByAllTags)
        {
            ReadAndSortAll();
        }
    }

    private AggregateRequest Request()
    {
        var columns = new List<ScanColumn>();
        var calls = _calls.ConvertAll(call =>
        {
            var name = (Expression.Reference)call.Arguments[0];
            return new AggregateCall(call.Name, ScanStream.ColumnOf(name, columns), call.Arguments.Count > 1 ? CallArguments.Number(call, 1) : 0);
        });
        return new AggregateRequest
        {
            Measurement = measurement.Key,
            Columns = columns,
            Calls = calls,
            GroupBy = scope.GroupBy,
            Where = scope.Where,
            MinTime = scope.FirstRead,
            MaxTime = scope.LastRead,
            Intervals = scope.Intervals,
            IsDescending = scope.IsDescending,
            KeepsTimes = keepsTimes,
        };
    }

    private bool ReadRow()
    {
        if (_isDone || !_cursor!.Read())
        {
            _isDone = true;
            return false;
        }

        scope.Run.Step();
        var series = SeriesOfRow();
        if (_range?.Contains(series.Group) == false)
        {
            return true;
        }

        // Without intervals and without a beginning, the time is that of the epoch.
        var time = keepsTimes || scope.Intervals is not null ? _cursor.Time : scope.MinTime == LineProtocolLimits.FirstTime ? 0 : scope.MinTime;
        for (var i = 0; i < _waiting.Count; i++)
        {
            if (_cursor[i] is { IsNull: false } value)
            {
                _waiting[i].Enqueue(new StreamPoint(series, time, value, null));
            }
        }

        return true;
    }

    private StreamSeries SeriesOfRow()
    {
        if (!_series.TryGetValue(_cursor!.Group, out var series))
        {
            string[] tags = [.. _cursor.GroupTags];
            series = new StreamSeries(measurement.Key.Name, scope.GroupBy, tags);
            if (!scope.IsOrderedByAllTags)
            {
                var group = new StreamSeries(measurement.Key.Name, scope.Order, [.. scope.Order.Select(key => series[key])]);
                series = new StreamSeries(measurement.Key.Name, scope.GroupBy, tags, group);
            }
            else
            {
                _series.Clear();
            }

            _series.Add(_cursor.Group, series);
        }

        return series;
    }

    // Rows come by all tags and then by time; wanted they are by some tags, time, and then the others.
    private void ReadAndSortAll()
    {
        while (ReadRow())
        {
        }

        for (var i = 0; i < _waiting.Count; i++)
        {
            var byGroup = Comparer<StreamPoint>.Create((left, right) => left.Series.Group.CompareTo(right.Series.Group));
            var byTime = Comparer<StreamPoint>.Create(static (left, right) => left.Time.CompareTo(right.Time));
            var bySeries = Comparer<StreamPoint>.Create(static (left, right) => left.Series.CompareTo(right.Series));
            _waiting[i] = new(scope.IsDescending
                ? _waiting[i].OrderDescending(byGroup).ThenByDescending(point => point, byTime).ThenBy(point => point, bySeries)
                : _waiting[i].Order(byGroup).ThenBy(point => point, byTime).ThenBy(point => point, bySeries));
        }
    }
}
