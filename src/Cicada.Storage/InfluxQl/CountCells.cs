using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary><c>count</c>, of values of any type.</summary>
internal sealed class CountCells(int column) : CellReduction
{
    private long[] _counts = [];

    public override void Grow(int cells) => Array.Resize(ref _counts, cells);

    public override void Add(IChunk chunk, ReadOnlySpan<int> cells, ReadOnlySpan<long> times)
    {
        var validity = chunk.Validity(column);
        var counts = _counts;
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] >= 0 && Has(validity, i))
            {
                counts[cells[i]]++;
            }
        }
    }

    public override QueryValue ValueOf(int cell, double argument) => _counts[cell] > 0 ? QueryValue.OfInteger(_counts[cell]) : QueryValue.Null;
}
