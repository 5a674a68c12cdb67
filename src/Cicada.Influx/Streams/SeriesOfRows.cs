using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>Finds out which series the rows of a cursor are of; the same object for the same series while the group lasts.</summary>
internal sealed class SeriesOfRows
{
    private readonly string _name;
    private readonly IPointCursor _cursor;
    private readonly IReadOnlyList<string> _order;
    private readonly IReadOnlyList<string> _keys;

    // Of each tag of _keys: its place in the order, or that of its column, counted from -1 downwards.
    private readonly int[] _places;
    private readonly bool _hasMoreTags;
    private readonly Dictionary<string, StreamSeries> _known = [];
    private StreamSeries? _last;
    private StreamSeries? _group;
    private int _groupNumber = -1;

    /// <param name="scope">What rows are grouped by.</param>
    /// <param name="name">The measurement.</param>
    /// <param name="cursor">The rows, grouped by the order of the scope.</param>
    /// <param name="tagsStart">The first of the columns with the tags that are not in that order.</param>
    public SeriesOfRows(SelectScope scope, string name, IPointCursor cursor, int tagsStart)
    {
        (_name, _cursor, _order, _keys, _hasMoreTags) = (name, cursor, scope.Order, scope.GroupBy, !scope.IsOrderedByAllTags);
        string[] more = [.. scope.GroupBy.Except(scope.Order)];
        string[] order = [.. scope.Order];
        _places = [.. scope.GroupBy.Select(key => Array.IndexOf(order, key) is >= 0 and var place ? place : -1 - tagsStart - Array.IndexOf(more, key))];
    }

    /// <summary>The series of the row the cursor is at.</summary>
    public StreamSeries Current()
    {
        if (_groupNumber != _cursor.Group || _group is null)
        {
            _groupNumber = _cursor.Group;
            _group = new StreamSeries(_name, _order, [.. _cursor.GroupTags]);
            _known.Clear();
            _last = null;
        }

        if (!_hasMoreTags)
        {
            return _group;
        }

        if (_last is not null && IsOfRow(_last))
        {
            return _last;
        }

        var values = new string[_places.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = TagAt(i);
        }

        var text = string.Join('\0', values);
        if (!_known.TryGetValue(text, out _last))
        {
            _last = new StreamSeries(_name, _keys, values, _group);
            _known.Add(text, _last);
        }

        return _last;
    }

    private bool IsOfRow(StreamSeries series)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            if (_places[i] < 0 && series.Values[i] != TagAt(i))
            {
                return false;
            }
        }

        return true;
    }

    private string TagAt(int key)
    {
        var place = _places[key];
        return place >= 0 ? _group!.Values[place] : _cursor[-1 - place] is { IsNull: false } value ? value.AsString() : "";
    }
}
