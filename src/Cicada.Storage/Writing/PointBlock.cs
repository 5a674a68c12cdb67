namespace Cicada.Storage.Writing;

/// <summary>Points of one measurement as columns: times, series by their place in <see cref="Keys"/>, and the values of each field.</summary>
internal sealed class PointBlock
{
    private const int FirstCapacity = 16;

    // About how many bytes each takes.
    private const int WeightOfBlock = 1_000;
    private const int WeightOfKey = 64;
    private const int WeightOfPoint = 12;
    private const int WeightOfValue = 8;

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _placesBySpan;
    private readonly List<FieldCells> _fields = [];
    private readonly HashSet<string> _newTags = new(StringComparer.Ordinal);
    private int _capacity;

    /// <param name="measurement">The measurement.</param>
    /// <param name="schema">What was known of its fields when the first of the points was read.</param>
    /// <param name="batch">The batch it belongs to.</param>
    public PointBlock(string measurement, WriteSchema schema, LineBatch? batch = null)
    {
        Measurement = measurement;
        Schema = schema;
        Batch = batch;
        Batch?.AddWeight(WeightOfBlock);
        _capacity = FirstCapacity;
        Times = new long[FirstCapacity];
        Series = new int[FirstCapacity];
        _placesBySpan = _places.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Measurement { get; }

    /// <summary>What was known of the measurement's columns when the block was filled.</summary>
    public WriteSchema Schema { get; }

    /// <summary>The batch it belongs to, while that is being read.</summary>
    public LineBatch? Batch { get; }

    /// <summary>How many fields it has that are not among the measurement's yet.</summary>
    public int NewFields { get; private set; }

    /// <summary>For how many points there is room.</summary>
    public int Capacity => _capacity;

    /// <summary>How many points there are.</summary>
    public int Count { get; private set; }

    public long[] Times { get; private set; }

    /// <summary>The place of each point's series in <see cref="Keys"/>.</summary>
    public int[] Series { get; private set; }

    /// <summary>The series; one may be there several times.</summary>
    public List<LineSeries> Keys { get; private init; } = [];

    public IReadOnlyList<FieldCells> Fields => _fields;

    /// <summary>Tags that are not among the measurement's yet.</summary>
    public IReadOnlyCollection<string> NewTags => _newTags;

    /// <summary>A block that was kept.</summary>
    public static PointBlock Kept(string measurement, long[] times, int[] series, List<LineSeries> keys, IEnumerable<FieldCells> fields)
    {
        var block = new PointBlock(measurement, WriteSchema.Unknown) { Count = times.Length, Times = times, Series = series, Keys = keys };
        block._capacity = times.Length;
        foreach (var field in fields)
        {
            block.Add(field);
        }

        return block;
    }

    /// <summary>The row the next point goes to; its fields are yet to be set, and it counts when it ends.</summary>
    public int BeginRow()
    {
        if (Count == _capacity)
        {
            Grow();
        }

        return Count;
    }

    /// <summary>The point at the row that was begun is complete.</summary>
    public void EndRow(long time, int series)
    {
        Times[Count] = time;
        Series[Count] = series;
        Count++;
    }

    /// <summary>The row that was begun is no point: what was set in it is not so.</summary>
    public void AbandonRow()
    {
        foreach (var field in _fields)
        {
            field.Clear(Count);
        }
    }

    /// <summary>The place of a field among the block's, or -1.</summary>
    public int PlaceOf(string field) => _places.GetValueOrDefault(field, -1);

    /// <summary>The same, for a name of ASCII characters.</summary>
    public int PlaceOf(ReadOnlySpan<byte> field)
    {
        Span<char> name = stackalloc char[128];
        return field.Length <= name.Length && System.Text.Ascii.ToUtf16(field, name, out var length) == System.Buffers.OperationStatus.Done
            && _placesBySpan.TryGetValue(name[..length], out var place) ? place : -1;
    }

    /// <summary>Adds a series to the keys; false where the measurement would have too many tags.</summary>
    public bool TryAddKey(LineSeries key, int mostTags)
    {
        foreach (var tag in key.Tags)
        {
            if (!Schema.Tags.Contains(tag.Key) && _newTags.Add(tag.Key) && Schema.Tags.Count + _newTags.Count > mostTags)
            {
                _newTags.Remove(tag.Key);
                return false;
            }
        }

        Keys.Add(key);
        Batch?.AddWeight(WeightOfKey);
        return true;
    }

    public FieldCells Add(string field, FieldType type)
    {
        var cells = new FieldCells(field, type, _capacity);
        Batch?.AddWeight(_capacity * WeightOfValue);
        NewFields += Schema.Fields.ContainsKey(field) ? 0 : 1;
        Add(cells);
        return cells;
    }

    /// <summary>Takes points out.</summary>
    /// <param name="isOut">Says of a row whether it goes.</param>
    /// <returns>How many went.</returns>
    public int Remove(Func<int, bool> isOut)
    {
        var kept = 0;
        for (var row = 0; row < Count; row++)
        {
            if (isOut(row))
            {
                continue;
            }

            if (kept < row)
            {
                Times[kept] = Times[row];
                Series[kept] = Series[row];
                foreach (var field in _fields)
                {
                    field.Move(row, kept);
                }
            }

            kept++;
        }

        var removed = Count - kept;
        Count = kept;
        return removed;
    }

    /// <summary>Takes the series out that have no point: those of points that were refused must not come into being.</summary>
    public void RemoveUnusedKeys()
    {
        var places = new int[Keys.Count];
        foreach (var series in Series.AsSpan(0, Count))
        {
            places[series] = 1;
        }

        if (!places.AsSpan().Contains(0))
        {
            return;
        }

        var kept = 0;
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] == 1)
            {
                Keys[kept] = Keys[i];
                places[i] = kept++;
            }
        }

        Keys.RemoveRange(kept, Keys.Count - kept);
        foreach (ref var series in Series.AsSpan(0, Count))
        {
            series = places[series];
        }
    }

    /// <summary>Takes a field out, of which no point has a value.</summary>
    public void RemoveField(FieldCells field)
    {
        _fields.Remove(field);
        _places.Clear();
        for (var i = 0; i < _fields.Count; i++)
        {
            _places.Add(_fields[i].Name, i);
        }
    }

    private void Add(FieldCells field)
    {
        _places.Add(field.Name, _fields.Count);
        _fields.Add(field);
    }

    private void Grow()
    {
        Batch?.AddWeight(_capacity * (WeightOfPoint + (WeightOfValue * _fields.Count)));
        _capacity *= 2;
        var (times, series) = (Times, Series);
        Array.Resize(ref times, _capacity);
        Array.Resize(ref series, _capacity);
        (Times, Series) = (times, series);
        foreach (var field in _fields)
        {
            field.Grow(_capacity);
        }
    }
}
