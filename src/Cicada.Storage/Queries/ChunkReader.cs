using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Cicada.Storage.Queries;

/// <summary>
/// Reads the answer to a query where DuckDB put it, some thousand rows at a time: no object a row, and texts and blobs as bytes. To be
/// disposed before the connection is used again.
/// </summary>
/// <remarks>Histograms come by the hundred thousand; as strings they would take longer to fetch than to merge.</remarks>
internal sealed unsafe class ChunkReader : IDisposable
{
    private readonly DuckDBPreparedStatement _statement;
    private readonly IntPtr[] _data;
    private readonly IntPtr[] _validity;
    private DuckDBResult _result;
    private DuckDBDataChunk? _chunk;
    private int _row = -1;
    private int _rows;

    /// <summary>Asks.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">A query without parameters whose columns are of the types that are asked for below.</param>
    public ChunkReader(DuckDBConnection connection, string sql)
    {
        var prepared = NativeMethods.PreparedStatements.DuckDBPrepare(connection.NativeConnection, sql, out _statement);
        if (prepared != DuckDBState.Success)
        {
            var said = NativeMethods.PreparedStatements.DuckDBPrepareError(_statement);
            _statement.Dispose();
            throw new QueryException(said);
        }

        if (NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(_statement, out _result) != DuckDBState.Success)
        {
            var said = NativeMethods.Query.DuckDBResultError(ref _result);
            Dispose();
            throw new QueryException(said);
        }

        var columns = (int)NativeMethods.Query.DuckDBColumnCount(ref _result);
        _data = new IntPtr[columns];
        _validity = new IntPtr[columns];
    }

    public bool Read()
    {
        while (++_row >= _rows)
        {
            if (!Fetch())
            {
                return false;
            }
        }

        return true;
    }

    public bool IsNull(int column) =>
        _validity[column] != IntPtr.Zero && (((ulong*)_validity[column])[_row >> 6] & (1UL << (_row & 63))) == 0;

    public long Long(int column) => ((long*)_data[column])[_row];

    public int Int(int column) => ((int*)_data[column])[_row];

    public double Double(int column) => ((double*)_data[column])[_row];

    public bool Bool(int column) => ((byte*)_data[column])[_row] != 0;

    /// <summary>A text in UTF-8, or a blob, until the next row; NULL is empty.</summary>
    public ReadOnlySpan<byte> Bytes(int column)
    {
        if (IsNull(column))
        {
            return default;
        }

        // DuckDB's string: the length, then up to twelve bytes in place, or four of them and an address.
        var place = (byte*)_data[column] + (_row * 16L);
        var length = *(int*)place;
        return new ReadOnlySpan<byte>(length <= 12 ? place + 4 : *(byte**)(place + 8), length);
    }

    public void Dispose()
    {
        _chunk?.Dispose();
        _result.Close();
        _statement.Dispose();
    }

    private bool Fetch()
    {
        _chunk?.Dispose();
        _chunk = NativeMethods.StreamingResult.DuckDBStreamFetchChunk(_result);
        (_row, _rows) = (-1, 0);
        if (_chunk.IsInvalid)
        {
            var said = NativeMethods.Query.DuckDBResultError(ref _result);
            return string.IsNullOrEmpty(said) ? false : throw new QueryException(said);
        }

        _rows = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(_chunk);
        for (var i = 0; i < _data.Length; i++)
        {
            var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
            _data[i] = (IntPtr)NativeMethods.Vectors.DuckDBVectorGetData(vector);
            _validity[i] = (IntPtr)NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        }

        return _rows > 0;
    }
}
