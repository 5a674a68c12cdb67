using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Cicada.Influx;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using NativeAppender = DuckDB.NET.Native.DuckDBAppender;

namespace Cicada.Storage;

/// <summary>
/// Appends rows to one table by filling DuckDB's column vectors in place, 2,048 rows at a time. Rows are visible with the
/// transaction they were written in.
/// </summary>
/// <remarks>
/// DuckDB.NET's own appender makes an object per row and cuts texts at a NUL; this one does neither (measured in
/// docs/decisions/storage-fast-path.md). A value that is not set in a row is NULL.
/// </remarks>
internal sealed unsafe class ChunkWriter : IDisposable
{
    private readonly NativeAppender _appender;
    private readonly DuckDBLogicalType[] _types;
    private readonly DuckDBDataChunk _chunk;
    private readonly bool[] _areDecimals;
    private readonly IntPtr[] _vectors;
    private readonly IntPtr[] _data;
    private readonly IntPtr[] _validity;
    private readonly int _capacity = (int)NativeMethods.Helpers.DuckDBVectorSize();
    private int _row;

    /// <summary>Opens a table to append to.</summary>
    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="schema">The schema, or null for a temporary table.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">The types of all its columns; decimals are <see cref="DecimalTime"/>.</param>
    public ChunkWriter(DuckDBConnection connection, string? schema, string table, IReadOnlyList<DuckDBType> columns)
    {
        if (NativeMethods.Appender.DuckDBAppenderCreate(connection.NativeConnection, schema!, table, out _appender) != DuckDBState.Success)
        {
            throw Failed($"open table '{table}' for appending");
        }

        _types =
        [
            .. columns.Select(type => type == DuckDBType.Decimal
                ? NativeMethods.LogicalType.DuckDBCreateDecimalType(DecimalTime.Digits, DecimalTime.DigitsBehindThePoint)
                : NativeMethods.LogicalType.DuckDBCreateLogicalType(type)),
        ];
        _areDecimals = [.. columns.Select(type => type == DuckDBType.Decimal)];
        _chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk([.. _types.Select(type => type.DangerousGetHandle())], (ulong)_types.Length);
        _vectors = new IntPtr[columns.Count];
        _data = new IntPtr[columns.Count];
        _validity = new IntPtr[columns.Count];
        Begin();
    }

    public void Set(int column, long value) => ((long*)Valid(column))[_row] = value;

    public void Set(int column, int value) => ((int*)Valid(column))[_row] = value;

    /// <summary>Sets a float; where it is kept as a decimal, one that can be.</summary>
    public void Set(int column, double value)
    {
        if (_areDecimals[column])
        {
            Set(column, DecimalTime.ToNanoseconds(value));
        }
        else
        {
            ((double*)Valid(column))[_row] = value;
        }
    }

    /// <summary>Makes a value of the row NULL again.</summary>
    public void Clear(int column) => ((ulong*)_validity[column])[_row >> 6] &= ~(1UL << (_row & 63));

    /// <summary>Sets a float that says a time in milliseconds.</summary>
    public void SetTime(int column, long nanoseconds)
    {
        if (_areDecimals[column])
        {
            Set(column, Math.Clamp(nanoseconds, -DecimalTime.MostNanoseconds, DecimalTime.MostNanoseconds));
        }
        else
        {
            ((double*)Valid(column))[_row] = PointNames.Milliseconds(nanoseconds);
        }
    }

    public void Set(int column, bool value) => ((bool*)Valid(column))[_row] = value;

    public void Set(int column, string value)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, buffer);
        Set(column, buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Sets a blob, or a text in UTF-8.</summary>
    public void Set(int column, ReadOnlySpan<byte> value)
    {
        Valid(column);
        fixed (byte* bytes = &MemoryMarshal.GetReference(value))
        {
            NativeMethods.Vectors.DuckDBVectorAssignStringElementLength(_vectors[column], (ulong)_row, bytes, value.Length);
        }
    }

    /// <summary>Sets texts in columns side by side, leaving out those that are null.</summary>
    public void SetTexts(int firstColumn, string?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
            {
                Set(firstColumn + i, value);
            }
        }
    }

    public void EndRow()
    {
        if (++_row == _capacity)
        {
            Flush();
        }
    }

    /// <summary>Hands the last rows over. Without it they are forgotten.</summary>
    public void Complete()
    {
        if (_row > 0)
        {
            Flush();
        }

        if (NativeMethods.Appender.DuckDBAppenderClose(_appender) != DuckDBState.Success)
        {
            throw Failed("append rows");
        }
    }

    public void Dispose()
    {
        _chunk.Dispose();
        foreach (var type in _types)
        {
            type.Dispose();
        }

        _appender.Dispose();
    }

    private IntPtr Valid(int column)
    {
        ((ulong*)_validity[column])[_row >> 6] |= 1UL << (_row & 63);
        return _data[column];
    }

    private void Flush()
    {
        NativeMethods.DataChunks.DuckDBDataChunkSetSize(_chunk, (ulong)_row);
        if (NativeMethods.Appender.DuckDBAppendDataChunk(_appender, _chunk) != DuckDBState.Success)
        {
            throw Failed("append rows");
        }

        NativeMethods.DataChunks.DuckDBDataChunkReset(_chunk);
        Begin();
    }

    // A reset may give the vectors other memory, so the addresses are asked for again each time.
    private void Begin()
    {
        _row = 0;
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
            _data[i] = (IntPtr)NativeMethods.Vectors.DuckDBVectorGetData(_vectors[i]);
            NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vectors[i]);
            _validity[i] = (IntPtr)NativeMethods.Vectors.DuckDBVectorGetValidity(_vectors[i]);
            new Span<ulong>((void*)_validity[i], (_capacity + 63) / 64).Clear();
        }
    }

    private AppendException Failed(string act)
    {
        using var error = NativeMethods.Appender.DuckDBAppenderErrorData(_appender);
        return new AppendException($"DuckDB could not {act}: {NativeMethods.ErrorData.DuckDBErrorDataMessage(error)}");
    }
}
