using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Numbers the cells of an aggregation: the intervals of groups that have points.</summary>
internal sealed class CellMap
{
    // Up to that many groups an interval has a cell for each, whether or not it has points.
    private const int MostDense = 256;

    private readonly int[]? _groups;
    private readonly int _groupCount;
    private readonly Func<long, (long Start, long End)> _windows;
    private readonly Dictionary<long, int> _intervals = [];
    private readonly List<long> _starts = [];
    private readonly Dictionary<(int Interval, int Group), int> _sparse = [];
    private readonly List<(int Interval, int Group)> _cells = [];
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
    public int Count => IsDense ? _starts.Count * _groupCount : _cells.Count;

    private bool IsDense => _groupCount <= MostDense;

    /// <summary>Numbers the cells of rows.</summary>
    /// <param name="times">Their times.</param>
    /// <param name="series">Their series, where they tell it.</param>
    /// <param name="cells">Gets the numbers; less than 0 for rows of series that are not wanted.</param>
    public void Number(ReadOnlySpan<long> times, ReadOnlySpan<int> series, Span<int> cells)
    {
        var groups = _groups;
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

            cells[i] = IsDense ? (_interval * _groupCount) + group : Sparse(group);
        }
    }

    /// <summary>All cells by group and time.</summary>
    public IEnumerable<(int Cell, int Group, long Start)> Sorted(bool isDescending)
    {
        var cells = IsDense
            ? Enumerable.Range(0, Count).Select(cell => (Cell: cell, Group: cell % _groupCount, Start: _starts[cell / _groupCount]))
            : _cells.Select((one, cell) => (Cell: cell, one.Group, Start: _starts[one.Interval]));
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
        }
    }

    private int Sparse(int group)
    {
        if (!_sparse.TryGetValue((_interval, group), out var cell))
        {
            cell = _cells.Count;
            _sparse.Add((_interval, group), cell);
            _cells.Add((_interval, group));
        }

        return cell;
    }
}
