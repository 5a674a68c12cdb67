using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary><c>stddev</c>: the standard deviation of a sample, by Welford's recurrence.</summary>
internal sealed class DeviationCells(NumberColumn<double> column) : CellReduction
{
    private (long Count, double Mean, double Squares)[] _cells = [];

    public override void Grow(int cells) => Array.Resize(ref _cells, cells);

    public override void Add(IChunk chunk, ReadOnlySpan<int> cells, ReadOnlySpan<long> times)
    {
        var values = column.Values(chunk);
        var validity = column.Validity(chunk);
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] >= 0 && Has(validity, i))
            {
                ref var cell = ref _cells[cells[i]];
                cell.Count++;
                var off = values[i] - cell.Mean;
                cell.Mean += off / cell.Count;
                cell.Squares += off * (values[i] - cell.Mean);
            }
        }
    }

    // That of one value is not a number, which is not the same as none.
    public override QueryValue ValueOf(int cell, double argument) =>
        _cells[cell] is { Count: > 0 } one ? QueryValue.OfFloat(one.Count == 1 ? double.NaN : Math.Sqrt(one.Squares / (one.Count - 1))) : QueryValue.Null;
}
