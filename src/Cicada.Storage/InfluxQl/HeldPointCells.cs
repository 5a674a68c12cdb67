using System.Numerics;
using Cicada.Influx.Reductions;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Values with their times, kept until all have come, for <c>percentile</c> as a selector: equal values are in the order of their times.</summary>
internal sealed class HeldPointCells<T>(NumberColumn<T> column, bool isDescending) : CellReduction
    where T : unmanaged, INumber<T>
{
    // A value, its time, and the value again while the one of a rank is looked for.
    private const int BytesOfPoint = 24;

    private List<T>?[] _values = [];
    private List<long>?[] _times = [];
    private long _count;

    public override long Bytes => _count * BytesOfPoint;

    public override void Grow(int cells)
    {
        Array.Resize(ref _values, cells);
        Array.Resize(ref _times, cells);
    }

    public override void Add(IChunk chunk, ReadOnlySpan<int> cells, ReadOnlySpan<long> times)
    {
        var values = column.Values(chunk);
        var validity = column.Validity(chunk);
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] >= 0 && Has(validity, i))
            {
                (_values[cells[i]] ??= []).Add(values[i]);
                (_times[cells[i]] ??= []).Add(times[i]);
                _count++;
            }
        }
    }

    public override QueryValue ValueOf(int cell, double argument) => Find(cell, argument) is { } found ? NumberColumn<T>.ValueOf(found.Value) : QueryValue.Null;

    public override long TimeOf(int cell, double argument)
    {
        var (value, place) = Find(cell, argument)!.Value;
        var times = new List<long>();
        var before = 0;
        for (var i = 0; i < _values[cell]!.Count; i++)
        {
            var other = _values[cell]![i];
            before += other < value ? 1 : 0;
            if (other == value)
            {
                times.Add(_times[cell]![i]);
            }
        }

        times.Sort();
        return times[isDescending ? times.Count - 1 - (place - before) : place - before];
    }

    private (T Value, int Place)? Find(int cell, double argument)
    {
        return _values[cell] is { } values && NearestRank.Of(values.Count, argument) is { } place ? (OrderStatistic.Of<T>(values.ToArray(), place), place) : null;
    }
}
