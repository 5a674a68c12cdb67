using System.Text;
using Cicada.Storage.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>Some thousand rows of an answer, copied from where DuckDB put them, so that they outlive the connection.</summary>
internal sealed class PointChunk : IChunk
{
    private readonly Array[] _columns;
    private readonly ulong[]?[] _validity;

    private PointChunk(Array[] columns, ulong[]?[] validity, int rows) => (_columns, _validity, Rows) = (columns, validity, rows);

    public int Rows { get; }

    /// <summary>Takes the next rows from a reader; null where there are none.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="kinds">What its columns are.</param>
    public static PointChunk? Take(ChunkReader reader, IReadOnlyList<ChunkColumn> kinds)
    {
        var rows = reader.ReadChunk();
        if (rows == 0)
        {
            return null;
        }

        var columns = new Array[kinds.Count];
        var validity = new ulong[]?[kinds.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var valid = reader.Validity(i);
            validity[i] = valid.IsEmpty ? null : valid.ToArray();
            columns[i] = kinds[i] switch
            {
                ChunkColumn.Double => reader.Column<double>(i).ToArray(),
                ChunkColumn.Boolean => reader.Column<byte>(i).ToArray(),
                ChunkColumn.Int => reader.Column<int>(i).ToArray(),
                ChunkColumn.Text => TextsOf(reader, i, rows, validity[i]),
                _ => reader.Column<long>(i).ToArray(),
            };
        }

        return new(columns, validity, rows);
    }

    public bool IsNull(int column, int row) => _validity[column] is { } valid && (valid[row >> 6] & (1UL << (row & 63))) == 0;

    public T[] Values<T>(int column) => (T[])_columns[column];

    ReadOnlySpan<T> IChunk.Column<T>(int column) => (T[])_columns[column];

    ReadOnlySpan<ulong> IChunk.Validity(int column) => _validity[column];

    string IChunk.TextAt(int column, int row) => Values<string>(column)[row];

    private static string?[] TextsOf(ChunkReader reader, int column, int rows, ulong[]? valid)
    {
        var texts = new string?[rows];
        for (var row = 0; row < rows; row++)
        {
            if (valid is null || (valid[row >> 6] & (1UL << (row & 63))) != 0)
            {
                texts[row] = Encoding.UTF8.GetString(reader.BytesAt(column, row));
            }
        }

        return texts;
    }
}
