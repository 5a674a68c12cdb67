namespace Cicada.Influx.Tests.Fuzzing;

/// <summary>Gives a stream a few bytes at a time.</summary>
internal sealed class PiecewiseStream(Stream stream, int most) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => stream.Read(buffer, offset, Math.Min(count, most));

    public override int Read(Span<byte> buffer) => stream.Read(buffer[..Math.Min(buffer.Length, most)]);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
