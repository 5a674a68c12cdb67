using Cicada.Influx;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary><c>first</c> and <c>last</c> of texts; of several at one time the one that sorts last counts.</summary>
internal sealed class TextEdgeCells(int column, bool isLast) : CellReduction
{
    private (long Time, string? Value)[] _edges = [];

    public override void Grow(int cells) => Array.Resize(ref _edges, cells);

    public override void Add(IChunk chunk, ReadOnlySpan<int> cells, ReadOnlySpan<long> times)
    {
        var validity = chunk.Validity(column);
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] < 0 || !Has(validity, i))
            {
                continue;
            }

            ref var edge = ref _edges[cells[i]];
            var isBeyond = edge.Value is null || (isLast ? times[i] > edge.Time : times[i] < edge.Time);
            if (!isBeyond && times[i] != edge.Time)
            {
                continue;
            }

            var text = chunk.TextAt(column, i);
            if (isBeyond || ByteOrder.Instance.Compare(text, edge.Value!) > 0)
            {
                edge = (times[i], text);
            }
        }
    }

    public override QueryValue ValueOf(int cell, double argument) => _edges[cell].Value is { } text ? QueryValue.OfString(text) : QueryValue.Null;

    public override long TimeOf(int cell, double argument) => _edges[cell].Time;
}
