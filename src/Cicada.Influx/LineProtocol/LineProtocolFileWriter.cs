using System.Buffers;

namespace Cicada.Influx;

/// <summary>
/// Writes points to a file of line protocol that an InfluxDB server takes as it is, and from which <see cref="LineProtocolFileReader"/>
/// reads the same points again: a text that line protocol cannot say is kept in a comment on the line before its point.
/// </summary>
/// <remarks>
/// What comes back is the same but for what InfluxDB does not know: tags with an empty value and fields that are NaN or infinite are left out,
/// and invalid surrogates become U+FFFD. Tags come back sorted by key.
/// </remarks>
public sealed class LineProtocolFileWriter
{
    private const int FullBuffer = 64 * 1024;

    private readonly Stream _stream;
    private readonly LineProtocolWriter _writer = new();
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FullBuffer);
    private readonly ArrayBufferWriter<byte> _line = new(1024);

    /// <summary>Begins at the stream's position.</summary>
    /// <param name="stream">The stream. It is only written to, and not closed.</param>
    public LineProtocolFileWriter(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
    }

    /// <summary>Writes a point, or nothing if InfluxDB would refuse it.</summary>
    /// <param name="point">The point.</param>
    /// <returns>Whether it was written, or why not.</returns>
    public LineProtocolOutcome Write(Point point)
    {
        _line.ResetWrittenCount();
        var outcome = _writer.Write(_line, point);
        if (outcome != LineProtocolOutcome.Written)
        {
            return outcome;
        }

        foreach (var changed in _writer.Changes)
        {
            TextNote.Write(_buffer, changed);
        }

        _buffer.Write(_line.WrittenSpan);
        if (_buffer.WrittenCount >= FullBuffer)
        {
            WriteBuffer();
        }

        return outcome;
    }

    /// <summary>Hands everything to the stream, and flushes it. Without it the last points are missing.</summary>
    public void Flush()
    {
        WriteBuffer();
        _stream.Flush();
    }

    private void WriteBuffer()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
