namespace Cicada.KeptRuns;

/// <summary>Takes a file as it is made, and sends it in pieces.</summary>
internal sealed class FrameStream(Stream output) : Stream
{
    private const int PieceLength = 64 * 1024;

    private readonly byte[] _piece = new byte[PieceLength];
    private int _filled;

    /// <summary>The points so far.</summary>
    public long Points { get; set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = Math.Min(buffer.Length, PieceLength - _filled);
            buffer[..count].CopyTo(_piece.AsSpan(_filled));
            _filled += count;
            buffer = buffer[count..];
            if (_filled == PieceLength)
            {
                Send();
            }
        }
    }

    /// <summary>Sends what is left, and how it ended.</summary>
    public void End(FileEnd end)
    {
        Send();
        FileFrames.WriteEnd(output, end);
    }

    // Pieces are sent when they are full.
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Send()
    {
        if (_filled > 0)
        {
            FileFrames.WritePiece(output, _piece.AsSpan(0, _filled), Points);
            _filled = 0;
        }
    }
}
