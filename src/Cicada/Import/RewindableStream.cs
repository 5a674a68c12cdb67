namespace Cicada.Import;

/// <summary>A stream that can go back to its beginning once, as long as no more than its head has been read: for looking what it is.</summary>
internal sealed class RewindableStream(Stream inner) : Stream
{
    private readonly byte[] _head = new byte[16];
    private int _headLength;
    private int _replay = -1;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Rewind() => _replay = 0;

    public override int Read(Span<byte> buffer)
    {
        if (_replay >= 0 && _replay < _headLength)
        {
            var length = Math.Min(buffer.Length, _headLength - _replay);
            _head.AsSpan(_replay, length).CopyTo(buffer);
            _replay += length;
            return length;
        }

        var read = inner.Read(_replay < 0 ? buffer[..Math.Min(buffer.Length, _head.Length - _headLength)] : buffer);
        if (_replay < 0)
        {
            buffer[..read].CopyTo(_head.AsSpan(_headLength));
            _headLength += read;
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
