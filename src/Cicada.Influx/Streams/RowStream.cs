using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>Rows of a query, one after the other.</summary>
internal abstract class RowStream : IDisposable
{
    /// <summary>The columns' names, without the time.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The row's series.</summary>
    public abstract StreamSeries Series { get; }

    public abstract long Time { get; }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False where there is none.</returns>
    public abstract bool Read();

    /// <summary>Writes the row's values, without the time. A float may be no number; to whoever asked that is null.</summary>
    public abstract void CopyTo(Span<QueryValue> values);

    public abstract void Dispose();
}
