using System.Numerics;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary><c>min</c>, <c>max</c> and <c>spread</c>.</summary>
internal sealed class ExtremeCells<T>(NumberColumn<T> column, ExtremeKind kind) : CellReduction
    where T : unmanaged, INumber<T>
{
    private (T Least, T Greatest, bool Has)[] _extremes = [];

    public override void Grow(int cells) => Array.Resize(ref _extremes, cells);

    public override void Add(IChunk chunk, ReadOnlySpan<int> cells, ReadOnlySpan<long> times)
    {
        var values = column.Values(chunk);
        var validity = column.Validity(chunk);
        var extremes = _extremes;
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] < 0 || !Has(validity, i))
            {
                continue;
            }

            ref var one = ref extremes[cells[i]];
            var value = values[i];
            if (!one.Has)
            {
                one = (value, value, true);
            }
            else if (value < one.Least)
            {
                one.Least = value;
            }
            else if (value > one.Greatest)
            {
                one.Greatest = value;
            }
        }
    }

    public override QueryValue ValueOf(int cell, double argument)
    {
        ref readonly var one = ref _extremes[cell];
        return !one.Has ? QueryValue.Null : NumberColumn<T>.ValueOf(kind switch
        {
            ExtremeKind.Least => one.Least,
            ExtremeKind.Greatest => one.Greatest,
            _ => unchecked(one.Greatest - one.Least),
        });
    }
}
