using System.Buffers.Binary;
using System.Numerics;

namespace Cicada.Outputs;

/// <summary>Passes bytes on to another stream, or takes them from it, and keeps the CRC-32C of all that went through.</summary>
internal sealed class ChecksumStream(Stream inner) : Stream
{
    private uint _checksum = uint.MaxValue;

    /// <summary>Of everything up to now.</summary>
    public uint Checksum => ~_checksum;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Add(buffer[..read]);
        return read;
    }

    public override int ReadByte()
    {
        var read = inner.ReadByte();
        if (read >= 0)
        {
            _checksum = BitOperations.Crc32C(_checksum, (byte)read);
        }

        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Add(buffer);
        inner.Write(buffer);
    }

    public override void WriteByte(byte value)
    {
        _checksum = BitOperations.Crc32C(_checksum, value);
        inner.WriteByte(value);
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // Eight bytes at a time come to the same sum as one at a time, so it does not matter in what portions they arrive.
    private void Add(ReadOnlySpan<byte> bytes)
    {
        var checksum = _checksum;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var single in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, single);
        }

        _checksum = checksum;
    }
}
