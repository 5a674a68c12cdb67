using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>The rows of an aggregation: those of its cells in which a call has a value.</summary>
internal sealed class AggregateCursor : IPointCursor
{
    private readonly (int Cell, int Group, long Start)[] _cells;
    private readonly QueryValue[] _values;
    private readonly IReadOnlyList<IReadOnlyList<string>> _groupTags;
    private readonly long[]? _times;
    private readonly int _calls;
    private int _row = -1;
    private int _group = -1;

    public AggregateCursor(
        AggregateRequest request, IReadOnlyList<IReadOnlyList<string>> groupTags, IEnumerable<(int Cell, int Group, long Start)> cells, CallCells calls)
    {
        (_groupTags, _calls) = (groupTags, request.Calls.Count);
        _cells = [.. cells];
        _values = new QueryValue[(long)_cells.Length * _calls];
        _times = request.KeepsTimes ? new long[_cells.Length] : null;

        // The values of a cell are chosen from its own, so that cells can be completed side by side.
        Parallel.For(0, _cells.Length, row =>
        {
            for (var call = 0; call < _calls; call++)
            {
                _values[((long)row * _calls) + call] = calls.ValueOf(call, _cells[row].Cell);
            }

            if (_times is not null && !_values[row].IsNull)
            {
                _times[row] = calls.TimeOf(0, _cells[row].Cell);
            }
        });
    }

    public int Group { get; private set; } = -1;

    public IReadOnlyList<string> GroupTags { get; private set; } = [];

    public long Time => _times?[_row] ?? _cells[_row].Start;

    public QueryValue this[int column] => _values[((long)_row * _calls) + column];

    public bool Read()
    {
        while (++_row < _cells.Length)
        {
            if (HasValue())
            {
                if (_cells[_row].Group != _group)
                {
                    _group = _cells[_row].Group;
                    Group++;
                    GroupTags = _groupTags[_group];
                }

                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
    }

    private bool HasValue()
    {
        for (var call = 0; call < _calls; call++)
        {
            if (!this[call].IsNull)
            {
                return true;
            }
        }

        return false;
    }
}
