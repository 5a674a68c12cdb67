using System.Runtime.CompilerServices;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>
/// Reduces the values of one field to one for each cell, a cell being an interval of a group. Values come in any order, some thousand at a time.
/// </summary>
internal abstract class CellReduction
{
    /// <summary>Makes room.</summary>
    /// <param name="cells">How many cells there may be from now on.</param>
    public abstract void Grow(int cells);

    /// <summary>Takes the rows of a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cells">The cell of each row; less than 0 for rows that are not wanted.</param>
    /// <param name="times">The time of each row.</param>
    public abstract void Add(IChunk chunk, ReadOnlySpan<int> cells, ReadOnlySpan<long> times);

    /// <summary>How much memory it takes.</summary>
    public virtual long Bytes => 0;

    /// <summary>Whether a row has its value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static bool Has(ReadOnlySpan<ulong> validity, int row) => validity.IsEmpty || (validity[row >> 6] & (1UL << (row & 63))) != 0;

    /// <summary>The value of a cell; null where it has none.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="argument">The number behind the field.</param>
    public abstract QueryValue ValueOf(int cell, double argument);

    /// <summary>The time of the point a cell has its value from, where it has one.</summary>
    public virtual long TimeOf(int cell, double argument) => throw new NotSupportedException();
}
