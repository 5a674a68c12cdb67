using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary><c>min</c>, <c>max</c>, <c>first</c> and <c>last</c> of what is true or false.</summary>
internal sealed class TruthCells(int column, string function) : CellReduction
{
    private readonly bool _isByTime = function is "first" or "last";

    // What wins among values of one time, or among all: the first and the least are false.
    private readonly bool _wins = function is "last" or "max";

    private (long Time, bool Value, bool Has)[] _found = [];

    public override void Grow(int cells) => Array.Resize(ref _found, cells);

    public override void Add(IChunk chunk, ReadOnlySpan<int> cells, ReadOnlySpan<long> times)
    {
        var values = chunk.Column<byte>(column);
        var validity = chunk.Validity(column);
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] < 0 || !Has(validity, i))
            {
                continue;
            }

            ref var found = ref _found[cells[i]];
            var value = values[i] != 0;
            var isBeyond = _isByTime && (_wins ? times[i] > found.Time : times[i] < found.Time);
            if (!found.Has || isBeyond || ((!_isByTime || times[i] == found.Time) && value == _wins))
            {
                found = (times[i], value, true);
            }
        }
    }

    public override QueryValue ValueOf(int cell, double argument) => _found[cell] is { Has: true } found ? QueryValue.OfBoolean(found.Value) : QueryValue.Null;

    public override long TimeOf(int cell, double argument) => _found[cell].Time;
}
