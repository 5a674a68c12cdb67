using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Storage.InfluxQl;

/// <summary>Reduces what an <see cref="AggregateSql"/> reads to one row for each interval of each group.</summary>
internal sealed class Aggregation
{
    private readonly AggregateRequest _request;
    private readonly SeriesPlan _plan;
    private readonly AggregateSql _sql;
    private readonly CellMap _map;
    private readonly CallCells _calls;
    private readonly PointCondition? _condition;
    private readonly long _mostBytes;
    private int[] _cells = [];
    private int _room;

    private Aggregation(AggregateRequest request, StoredMeasurement measurement, SeriesPlan plan, AggregateSql sql, CallCells calls, long mostBytes)
    {
        (_request, _plan, _sql, _calls, _mostBytes) = (request, plan, sql, calls, mostBytes);
        var windows = new TimeWindows(request.Intervals, request.MinTime, request.MaxTime);
        _map = new(plan, sql.HasSeries, request.Intervals is null ? _ => (request.MinTime, long.MaxValue) : windows.Of);
        _condition = sql.IsTooWide ? new(request.Where!, measurement, new(measurement, plan, sql.Fields, sql.FirstField - 1)) : null;
    }

    /// <summary>Prepares; null where a call is not known here.</summary>
    public static Aggregation? Of(AggregateRequest request, StoredMeasurement measurement, SeriesPlan plan, AggregateSql sql, long mostBytes) =>
        CallCells.Of(request, measurement, sql) is { } calls ? new(request, measurement, plan, sql, calls, mostBytes) : null;

    /// <summary>Whether the rows of an answer must be copied for it.</summary>
    public bool NeedsCopies => _condition is not null;

    /// <summary>Takes some rows.</summary>
    /// <exception cref="QueryFailedException">It takes more memory than it may.</exception>
    public void Add(IChunk chunk)
    {
        if (_cells.Length < chunk.Rows)
        {
            _cells = new int[chunk.Rows];
        }

        var times = chunk.Column<long>(0);
        var cells = _cells.AsSpan(0, chunk.Rows);
        _map.Number(times, _sql.HasSeries ? chunk.Column<int>(1) : default, cells);
        if (_condition is not null)
        {
            LookAgain(_condition, (PointChunk)chunk, cells);
        }

        if (_map.Count > _room)
        {
            _room = Math.Max(_map.Count, _room * 2);
            _calls.Grow(_room);
        }

        _calls.Add(chunk, cells, times);
        if (_calls.Bytes + _map.Bytes > _mostBytes)
        {
            throw new QueryFailedException(SnapshotConnections.TooMuchMemory(_mostBytes));
        }
    }

    /// <summary>The rows.</summary>
    public IPointCursor Complete() => new AggregateCursor(_request, _plan.GroupTags, _map.Sorted(_request.IsDescending), _calls);

    private static void LookAgain(PointCondition condition, PointChunk chunk, Span<int> cells)
    {
        for (var row = 0; row < cells.Length; row++)
        {
            if (cells[row] >= 0 && !condition.IsFulfilled(chunk, row))
            {
                cells[row] = -1;
            }
        }
    }
}
