using System.Buffers.Binary;

namespace Cicada.InfluxApi;

/// <summary>
/// A gzip text that remembers its last bytes while it is read: the last four say how long it is uncompressed. A text of several members says it of its last one only.
/// </summary>
/// <param name="head">The bytes that were read before.</param>
/// <param name="rest">The others.</param>
/// <param name="kept">How many bytes to remember.</param>
internal sealed class TrailingBytes(byte[] head, Stream rest, int kept) : Stream
{
    private static ReadOnlySpan<byte> MemberStart => [0x1f, 0x8b, 8];

    private readonly byte[] _last = new byte[kept];
    private int _taken;

    /// <summary>Whether nothing that was read so far looks like the beginning of a further member.</summary>
    public bool HasOneMember { get; private set; } = true;

    /// <summary>What the last four bytes say.</summary>
    public uint LastNumber => BinaryPrimitives.ReadUInt32LittleEndian(_last.AsSpan(kept - 4));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = FromHead(buffer);
        return read > 0 ? read : Remembered(buffer, rest.Read(buffer));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = FromHead(buffer.Span);
        if (read > 0)
        {
            return read;
        }

        read = await rest.ReadAsync(buffer, cancellationToken);
        return Remembered(buffer.Span, read);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int FromHead(Span<byte> buffer)
    {
        var part = head.AsSpan(_taken, Math.Min(buffer.Length, head.Length - _taken));
        part.CopyTo(buffer);
        _taken += part.Length;
        return part.Length;
    }

    // One that lies on the border to what was read before.
    private bool BeginsMember(ReadOnlySpan<byte> part)
    {
        var border = (stackalloc byte[4]);
        _last.AsSpan(kept - 2).CopyTo(border);
        var length = Math.Min(part.Length, 2);
        part[..length].CopyTo(border[2..]);
        return border[..(2 + length)].IndexOf(MemberStart) >= 0;
    }

    private int Remembered(Span<byte> buffer, int read)
    {
        var part = buffer[..read];
        HasOneMember = HasOneMember && part.IndexOf(MemberStart) < 0 && !BeginsMember(part);
        var last = part[Math.Max(0, read - kept)..];
        _last.AsSpan(last.Length).CopyTo(_last);
        last.CopyTo(_last.AsSpan(kept - last.Length));
        return read;
    }
}
