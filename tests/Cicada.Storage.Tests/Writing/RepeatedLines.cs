using System.Text;

namespace Cicada.Storage.Tests.Writing;

/// <summary>A text of many lines that is never in memory as a whole, given in pieces of odd sizes.</summary>
internal sealed class RepeatedLines(int lines) : Stream
{
    private byte[] _line = [];
    private int _at;
    private int _count;

    /// <summary>The most bytes that were asked for at a time.</summary>
    public int Longest { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        Longest = Math.Max(Longest, buffer.Length);
        buffer = buffer[..Math.Min(buffer.Length, 60_001)];
        var filled = 0;
        while (filled < buffer.Length && (_at < _line.Length || _count < lines))
        {
            if (_at == _line.Length)
            {
                _line = Encoding.UTF8.GetBytes($"m,host=h{_count % 7} value={_count % 1000}.5,n={_count}i {_count}\n");
                _at = 0;
                _count++;
            }

            var part = Math.Min(_line.Length - _at, buffer.Length - filled);
            _line.AsSpan(_at, part).CopyTo(buffer[filled..]);
            _at += part;
            filled += part;
        }

        return filled;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
