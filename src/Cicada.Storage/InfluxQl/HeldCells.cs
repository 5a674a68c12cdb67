using System.Numerics;
using Cicada.Influx.Reductions;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Values that are kept until all have come, for <c>percentile</c> and <c>median</c> of a field.</summary>
internal sealed class HeldCells<T>(NumberColumn<T> column) : CellReduction
    where T : unmanaged, INumber<T>
{
    private const int FirstRoom = 32;

    private T[]?[] _values = [];
    private int[] _counts = [];
    private long _bytes;

    public override long Bytes => _bytes;

    public override void Grow(int cells)
    {
        Array.Resize(ref _values, cells);
        Array.Resize(ref _counts, cells);
    }

    public override void Add(IChunk chunk, ReadOnlySpan<int> cells, ReadOnlySpan<long> times)
    {
        var values = column.Values(chunk);
        var validity = column.Validity(chunk);
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = cells[i];
            if (cell < 0 || !Has(validity, i))
            {
                continue;
            }

            ref var held = ref _values[cell];
            var count = _counts[cell]++;
            if (held is null || count == held.Length)
            {
                held = Wider(held);
            }

            held[count] = values[i];
        }
    }

    public override QueryValue ValueOf(int cell, double argument)
    {
        var values = _values[cell].AsSpan(0, _counts[cell]);
        if (values.IsEmpty)
        {
            return QueryValue.Null;
        }

        if (double.IsNaN(argument))
        {
            return Median(values);
        }

        return NearestRank.Of(values.Length, argument) is { } place ? NumberColumn<T>.ValueOf(OrderStatistic.Of(values, place)) : QueryValue.Null;
    }

    private static QueryValue Median(Span<T> values)
    {
        var upper = OrderStatistic.Of(values, values.Length / 2);
        if (values.Length % 2 == 1)
        {
            return QueryValue.OfFloat(double.CreateTruncating(upper));
        }

        // What is before the place of the upper one is not greater than it.
        var lower = values[0];
        foreach (var value in values[..(values.Length / 2)])
        {
            lower = value > lower ? value : lower;
        }

        return QueryValue.OfFloat(double.CreateTruncating(lower) + (double.CreateTruncating(unchecked(upper - lower)) / 2));
    }

    private T[] Wider(T[]? held)
    {
        var room = held is null ? FirstRoom : checked(held.Length * 2);
        _bytes += (room - (held?.Length ?? 0)) * 8L;
        Array.Resize(ref held, room);
        return held;
    }
}
