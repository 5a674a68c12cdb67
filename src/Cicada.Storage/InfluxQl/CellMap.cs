namespace Cicada.Storage.InfluxQl;

/// <summary>Numbers the cells of an aggregation: the intervals of groups that have points.</summary>
internal sealed class CellMap
{
    // Up to that many groups an interval has a place for each, whether or not it has points.
    private const int MostDense = 1024;

    private readonly int[]? _groups;
    private readonly int _groupCount;
    private readonly Func<long, (long Start, long End)> _windows;
    private readonly Dictionary<long, int> _intervals = [];
    private readonly List<long> _starts = [];
    private readonly Dictionary<(int Interval, int Group), int> _sparse = [];
    private readonly List<int[]> _dense = [];
    private readonly List<(int Interval, int Group)> _cells = [];
    private int[] _row = [];
    private int _interval = -1;
    private long _start;
    private long _end;

    /// <param name="plan">The series.</param>
    /// <param name="hasSeries">Whether the rows tell their series; where they do not, all are wanted and of one group.</param>
    /// <param name="windows">The interval of a time; the end is not in it.</param>
    public CellMap(SeriesPlan plan, bool hasSeries, Func<long, (long Start, long End)> windows)
    {
        (_groupCount, _windows) = (plan.GroupTags.Count, windows);
        if (!hasSeries)
        {
            return;
        }

        _groups = new int[plan.Rows.Ids.Length == 0 ? 1 : plan.Rows.Ids.Max() + 1];
        Array.Fill(_groups, -1);
        for (var i = 0; i < plan.Wanted.Count; i++)
        {
            _groups[plan.IdOf(i)] = plan.Groups[i];
        }
    }

    /// <summary>How many numbers there are.</summary>
    public int Count => _cells.Count;

    /// <summary>How much memory it takes, about.</summary>
    public long Bytes => (IsDense ? (long)_starts.Count * _groupCount * sizeof(int) : _cells.Count * 32L) + (_cells.Count * 8L);

    private bool IsDense => _groupCount <= MostDense;

    /// <summary>Numbers the cells of rows.</summary>
    /// <param name="times">Their times.</param>
    /// <param name="series">Their series, where they tell it.</param>
    /// <param name="cells">Gets the numbers; less than 0 for rows of series that are not wanted.</param>
    public void Number(ReadOnlySpan<long> times, ReadOnlySpan<int> series, Span<int> cells)
    {
        var (groups, isDense) = (_groups, IsDense);
        for (var i = 0; i < times.Length; i++)
        {
            var group = 0;
            if (groups is not null)
            {
                // Series that came later are not in the snapshot, so that none is out of the bounds.
                group = series[i] < groups.Length ? groups[series[i]] : -1;
                if (group < 0)
                {
                    cells[i] = -1;
                    continue;
                }
            }

            // Points are nearly in the order of their times.
            var time = times[i];
            if (time < _start || time >= _end)
            {
                Enter(time);
            }

            if (!isDense)
            {
                cells[i] = Sparse(group);
                continue;
            }

            var cell = _row[group];
            if (cell < 0)
            {
                _row[group] = cell = Begin(group);
            }

            cells[i] = cell;
        }
    }

    /// <summary>All cells by group and time.</summary>
    public IEnumerable<(int Cell, int Group, long Start)> Sorted(bool isDescending)
    {
        var cells = _cells.Select((one, cell) => (Cell: cell, one.Group, Start: _starts[one.Interval]));
        return isDescending
            ? cells.OrderByDescending(one => one.Group).ThenByDescending(one => one.Start)
            : cells.OrderBy(one => one.Group).ThenBy(one => one.Start);
    }

    private void Enter(long time)
    {
        (_start, _end) = _windows(time);
        if (!_intervals.TryGetValue(_start, out _interval))
        {
            _interval = _starts.Count;
            _intervals.Add(_start, _interval);
            _starts.Add(_start);
            if (IsDense)
            {
                var row = new int[_groupCount];
                Array.Fill(row, -1);
                _dense.Add(row);
            }
        }

        if (IsDense)
        {
            _row = _dense[_interval];
        }
    }

    private int Sparse(int group)
    {
        if (!_sparse.TryGetValue((_interval, group), out var cell))
        {
            _sparse.Add((_interval, group), cell = Begin(group));
        }

        return cell;
    }

    private int Begin(int group)
    {
        _cells.Add((_interval, group));
        return _cells.Count - 1;
    }
}
