namespace Cicada.Storage.Writing;

/// <summary>Rows by time and series, those of one time and series one behind the other as they came, since they are one point.</summary>
internal sealed class OrderedRows
{
    private readonly BlockRows _rows;
    private readonly Place[] _places;
    private readonly List<(int First, int End)> _appended = [];
    private readonly List<(int First, int End)> _merged = [];

    public OrderedRows(BlockRows rows)
    {
        _rows = rows;
        var places = new Place[rows.Blocks.Sum(block => block.Count)];
        var times = new long[places.Length];
        var count = 0;
        for (var i = 0; i < rows.Blocks.Count; i++)
        {
            var block = rows.Blocks[i];
            for (var row = 0; row < block.Count; row++, count++)
            {
                times[count] = block.Times[row];
                places[count] = new(rows.Numbers[i][block.Series[row]], i, row, count);
            }
        }

        // Numbers are put in order many times faster than structures are compared; what has one time is little.
        Array.Sort(times, places);
        for (var first = 0; first < places.Length;)
        {
            var end = first + 1;
            while (end < places.Length && times[end] == times[first])
            {
                end++;
            }

            if (end > first + 1)
            {
                places.AsSpan(first..end).Sort();
            }

            first = end;
        }

        _places = places;
    }

    public bool HasAppended => _appended.Count > 0;

    public bool HasMerged => _merged.Count > 0;

    /// <summary>Tells the points that may be in the table already from those that cannot.</summary>
    public void Split(Func<int, long, bool> mayBeThere)
    {
        for (var first = 0; first < _places.Length;)
        {
            var end = first + 1;
            while (end < _places.Length && _places[end].Series == _places[first].Series && Time(end) == Time(first))
            {
                end++;
            }

            (mayBeThere(_places[first].Series, Time(first)) ? _merged : _appended).Add((first, end));
            first = end;
        }
    }

    public void ForEach(Action<int, long> act)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            act(_places[i].Series, Time(i));
        }
    }

    public void WriteAppended(ChunkWriter chunk) => Write(chunk, _appended);

    public void WriteMerged(ChunkWriter chunk) => Write(chunk, _merged);

    private void Write(ChunkWriter chunk, List<(int First, int End)> points)
    {
        foreach (var (first, end) in points)
        {
            for (var i = first; i < end; i++)
            {
                _rows.Write(chunk, _places[i].Block, _places[i].Row);
            }

            chunk.EndRow();
        }
    }

    private long Time(int place) => _rows.Blocks[_places[place].Block].Times[_places[place].Row];

    private readonly record struct Place(int Series, int Block, int Row, int Order) : IComparable<Place>
    {
        public int CompareTo(Place other) => Series != other.Series ? Series.CompareTo(other.Series) : Order.CompareTo(other.Order);
    }
}
