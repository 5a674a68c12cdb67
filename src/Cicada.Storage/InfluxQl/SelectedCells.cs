using System.Numerics;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary><c>min</c> and <c>max</c> as selectors: of equal values the earliest counts.</summary>
internal sealed class SelectedCells<T>(NumberColumn<T> column, bool isGreatest) : CellReduction
    where T : unmanaged, INumber<T>
{
    private (T Value, long Time, bool Has)[] _selected = [];

    public override void Grow(int cells) => Array.Resize(ref _selected, cells);

    public override void Add(IChunk chunk, ReadOnlySpan<int> cells, ReadOnlySpan<long> times)
    {
        var values = column.Values(chunk);
        var validity = column.Validity(chunk);
        var selected = _selected;
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] < 0 || !Has(validity, i))
            {
                continue;
            }

            ref var one = ref selected[cells[i]];
            var value = values[i];
            if (!one.Has || (isGreatest ? value > one.Value : value < one.Value) || (value == one.Value && times[i] < one.Time))
            {
                one = (value, times[i], true);
            }
        }
    }

    public override QueryValue ValueOf(int cell, double argument) => _selected[cell] is { Has: true } one ? NumberColumn<T>.ValueOf(one.Value) : QueryValue.Null;

    public override long TimeOf(int cell, double argument) => _selected[cell].Time;
}
