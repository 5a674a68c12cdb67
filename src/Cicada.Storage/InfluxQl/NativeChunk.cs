using System.Text;
using Cicada.Storage.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>The rows a reader is at, where DuckDB put them.</summary>
internal sealed class NativeChunk(ChunkReader reader) : IChunk
{
    public int Rows { get; private set; }

    public bool Next() => (Rows = reader.ReadChunk()) > 0;

    public ReadOnlySpan<T> Column<T>(int column)
        where T : unmanaged => reader.Column<T>(column);

    public ReadOnlySpan<ulong> Validity(int column) => reader.Validity(column);

    public string TextAt(int column, int row) => Encoding.UTF8.GetString(reader.BytesAt(column, row));
}
