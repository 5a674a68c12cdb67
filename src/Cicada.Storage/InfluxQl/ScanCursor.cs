using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>The points of a scan.</summary>
internal sealed class ScanCursor : IPointCursor
{
    private const int SeriesColumn = 2;

    private readonly Func<PointChunk?> _next;
    private readonly Action _end;
    private readonly SeriesPlan _plan;
    private readonly PointColumns _values;
    private readonly PointColumn[] _columns;
    private readonly PointCondition? _condition;
    private readonly long _limit;
    private PointChunk? _chunk;
    private long[] _times = [];
    private int[] _groups = [];
    private int _row = -1;
    private int _storedGroup = -1;
    private long _inGroup;

    /// <param name="request">What was asked for.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="plan">Its series.</param>
    /// <param name="scan">How it was asked.</param>
    /// <param name="next">Gives the next rows.</param>
    /// <param name="end">Called when no more are wanted.</param>
    public ScanCursor(ScanRequest request, StoredMeasurement measurement, SeriesPlan plan, ScanSql scan, Func<PointChunk?> next, Action end)
    {
        (_plan, _next, _end) = (plan, next, end);
        _limit = request.LimitOfEachGroup > 0 ? request.LimitOfEachGroup : long.MaxValue;
        _values = new(measurement, plan, scan.Fields, SeriesColumn);
        _columns = [.. request.Columns.Select(_values.Find)];
        _condition = scan.IsTooWide ? new(request.Where!, measurement, _values) : null;
    }

    public int Group { get; private set; } = -1;

    public IReadOnlyList<string> GroupTags { get; private set; } = [];

    public long Time => _times[_row];

    public QueryValue this[int column] => _values.ValueOf(_chunk!, _row, in _columns[column]);

    public bool Read()
    {
        while (Advance())
        {
            if (_groups[_row] != _storedGroup)
            {
                _storedGroup = _groups[_row];
                _inGroup = 0;
            }

            if (_inGroup < _limit && (_condition is null || _condition.IsFulfilled(_chunk!, _row)))
            {
                // Groups of which no point is wanted have no number.
                if (_inGroup++ == 0)
                {
                    Group++;
                    GroupTags = _plan.GroupTags[_storedGroup];
                }

                return true;
            }
        }

        return false;
    }

    public void Dispose() => _end();

    private bool Advance()
    {
        while (_chunk is null || ++_row >= _chunk.Rows)
        {
            if (_next() is not { } chunk)
            {
                (_chunk, _row) = (null, -1);
                return false;
            }

            (_chunk, _row) = (chunk, -1);
            (_times, _groups) = (chunk.Values<long>(0), chunk.Values<int>(1));
        }

        return true;
    }
}
