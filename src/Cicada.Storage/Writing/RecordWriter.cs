using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Cicada.Storage.Writing;

/// <summary>
/// Puts a batch into the form in which the log keeps it: a head with length and checksums, then the columns as they are in memory, on machines whose numbers begin with
/// the lowest byte, which are all that DuckDB runs on.
/// </summary>
internal sealed class RecordWriter
{
    /// <summary>What each record begins with; another form would begin with another.</summary>
    public const uint Mark = 0x314C_5743; // "CWL1"

    /// <summary>Bytes before the body: mark, length of the body, position, checksum of the body, checksum of all these.</summary>
    public const int HeadLength = 4 + 4 + 8 + 4 + 4;

    private const int FirstBuffer = 64 * 1024;
    private const int MostAtRest = 1 << 20;

    private byte[] _bytes = new byte[FirstBuffer];
    private int _length;

    /// <summary>How many bytes it holds on to.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>The record that was written last.</summary>
    public ReadOnlyMemory<byte> Record => _bytes.AsMemory(0, _length);

    /// <summary>Writes a batch, in the place of what was there.</summary>
    public void Write(LineBatch batch)
    {
        _length = HeadLength;
        Write(batch.Database);
        Write(batch.Policy);
        Write(batch.Blocks.Count);
        foreach (var block in batch.Blocks)
        {
            Write(block);
        }

        var head = _bytes.AsSpan(0, HeadLength);
        BinaryPrimitives.WriteUInt32LittleEndian(head, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], _length - HeadLength);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], batch.Position);
        BinaryPrimitives.WriteUInt32LittleEndian(head[16..], Checksum(_bytes.AsSpan(HeadLength.._length)));
        BinaryPrimitives.WriteUInt32LittleEndian(head[20..], Checksum(head[..20]));
    }

    /// <summary>Nothing is written for a while: what was taken for a large record is let go.</summary>
    public void Rest()
    {
        _length = 0;
        if (_bytes.Length > MostAtRest)
        {
            _bytes = new byte[FirstBuffer];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var eight in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            checksum = BitOperations.Crc32C(checksum, eight);
        }

        foreach (var one in bytes[(bytes.Length & ~7)..])
        {
            checksum = BitOperations.Crc32C(checksum, one);
        }

        return ~checksum;
    }

    private void Write(PointBlock block)
    {
        Write(block.Measurement);
        Write(block.Keys.Count);
        foreach (var key in block.Keys)
        {
            Write(key.Tags.Count);
            foreach (var tag in key.Tags)
            {
                Write(tag.Key);
                Write(tag.Value);
            }
        }

        Write(block.Count);
        Write<long>(block.Times.AsSpan(0, block.Count));
        Write<int>(block.Series.AsSpan(0, block.Count));
        Write(block.Fields.Count);
        foreach (var field in block.Fields)
        {
            Write(field.Name);
            Write((int)field.Type);
            Write<ulong>(field.Known.AsSpan(0, (block.Count + 63) / 64));
            Write<long>(field.Values.AsSpan(0, block.Count));
            Write(field.TextLength);
            Write<byte>(field.Texts.AsSpan(0, field.TextLength));
        }
    }

    private void Write(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Write(length);
        Encoding.UTF8.GetBytes(text, Reserve(length));
    }

    private void Write(int number) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), number);

    private void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        bytes.CopyTo(Reserve(bytes.Length));
    }

    private Span<byte> Reserve(int length)
    {
        if (_bytes.Length - _length < length)
        {
            Array.Resize(ref _bytes, Math.Max(checked(_length + length), 2 * _bytes.Length));
        }

        _length += length;
        return _bytes.AsSpan(_length - length, length);
    }
}
