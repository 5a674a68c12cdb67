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
    /// <param name="sql">A query whose columns are of the types that are asked for below.</param>
    /// <param name="parameters">The values of the query's parameters: texts without a NUL, and numbers.</param>
    public ChunkReader(DuckDBConnection connection, string sql, IReadOnlyList<object>? parameters = null)
    {
        var prepared = NativeMethods.PreparedStatements.DuckDBPrepare(connection.NativeConnection, sql, out _statement);
        if (prepared != DuckDBState.Success)
        {
            var said = NativeMethods.PreparedStatements.DuckDBPrepareError(_statement);
            _statement.Dispose();
            throw new QueryException(said);
        }

        for (var i = 0; i < parameters?.Count; i++)
        {
            var state = parameters[i] is double number
                ? NativeMethods.PreparedStatements.DuckDBBindDouble(_statement, i + 1, number)
                : NativeMethods.PreparedStatements.DuckDBBindVarchar(_statement, i + 1, (string)parameters[i]);
            if (state != DuckDBState.Success)
            {
                var said = NativeMethods.PreparedStatements.DuckDBPrepareError(_statement);
                _statement.Dispose();
                throw new QueryException(said);
            }
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

    /// <summary>Goes to the next chunk instead of the next row; not to be mixed with <see cref="Read"/>.</summary>
    /// <returns>Its rows; 0 where there is none.</returns>
    public int ReadChunk() => Fetch() ? _rows : 0;

    /// <summary>The values of a column in the chunk at hand; those of rows that are NULL mean nothing.</summary>
    public ReadOnlySpan<T> Column<T>(int column)
        where T : unmanaged => new((void*)_data[column], _rows);

    /// <summary>A bit for each row of the chunk at hand, set where the value is there; empty where all are.</summary>
    public ReadOnlySpan<ulong> Validity(int column) =>
        _validity[column] == IntPtr.Zero ? default : new((void*)_validity[column], (_rows + 63) / 64);

    /// <summary>A text in UTF-8 of the chunk at hand, in a row where it is there.</summary>
    public ReadOnlySpan<byte> BytesAt(int column, int row) => BytesAt((byte*)_data[column] + (row * 16L));

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

        return BytesAt((byte*)_data[column] + (_row * 16L));
    }

    public void Dispose()
    {
        _chunk?.Dispose();
        _result.Close();
        _statement.Dispose();
    }

    // DuckDB's string: the length, then up to twelve bytes in place, or four of them and an address.
    private static ReadOnlySpan<byte> BytesAt(byte* place)
    {
        var length = *(int*)place;
        return new(length <= 12 ? place + 4 : *(byte**)(place + 8), length);
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
