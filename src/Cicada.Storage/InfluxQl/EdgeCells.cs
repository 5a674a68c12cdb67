using System.Numerics;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary><c>first</c> and <c>last</c> of numbers; of several at one time the greatest counts.</summary>
internal sealed class EdgeCells<T>(NumberColumn<T> column, bool isLast) : CellReduction
    where T : unmanaged, INumber<T>
{
    private (long Time, T Value, bool Has)[] _edges = [];

    public override void Grow(int cells) => Array.Resize(ref _edges, cells);

    public override void Add(IChunk chunk, ReadOnlySpan<int> cells, ReadOnlySpan<long> times)
    {
        var values = column.Values(chunk);
        var validity = column.Validity(chunk);
        var edges = _edges;
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] < 0 || !Has(validity, i))
            {
                continue;
            }

            ref var edge = ref edges[cells[i]];
            if (!edge.Has || (isLast ? times[i] > edge.Time : times[i] < edge.Time) || (times[i] == edge.Time && values[i] > edge.Value))
            {
                edge = (times[i], values[i], true);
            }
        }
    }

    public override QueryValue ValueOf(int cell, double argument) => _edges[cell] is { Has: true } edge ? NumberColumn<T>.ValueOf(edge.Value) : QueryValue.Null;

    public override long TimeOf(int cell, double argument) => _edges[cell].Time;
}
