using System.Numerics;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary><c>sum</c> and <c>mean</c>. Whole numbers wrap round, as Go's do.</summary>
internal sealed class SumCells<T>(NumberColumn<T> column, bool isMean) : CellReduction
    where T : unmanaged, INumber<T>
{
    private (T Sum, long Count)[] _sums = [];

    public override void Grow(int cells) => Array.Resize(ref _sums, cells);

    public override void Add(IChunk chunk, ReadOnlySpan<int> cells, ReadOnlySpan<long> times)
    {
        var values = column.Values(chunk);
        var validity = column.Validity(chunk);
        var sums = _sums;
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] >= 0 && Has(validity, i))
            {
                ref var sum = ref sums[cells[i]];
                sum.Sum = unchecked(sum.Sum + values[i]);
                sum.Count++;
            }
        }
    }

    public override QueryValue ValueOf(int cell, double argument)
    {
        var (sum, count) = _sums[cell];
        return count == 0 ? QueryValue.Null
            : isMean ? QueryValue.OfFloat(double.CreateTruncating(sum) / count)
            : NumberColumn<T>.ValueOf(sum);
    }
}
