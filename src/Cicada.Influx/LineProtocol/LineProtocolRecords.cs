using System.Globalization;

namespace Cicada.Influx;

/// <summary>
/// Cuts a stream of line protocol into its records, in bounded memory. A record is a line, but for line breaks in the quoted text of a
/// field. Blank lines and comments are passed over, and so is a byte order mark.
/// </summary>
/// <remarks>
/// <para>Where a quote is still open when the stream ends, or when the longest length allowed is reached, the line on which the record begins is
/// reported with a <see cref="Reason"/>, and the next record begins on the line after it: an open quote costs one line. (An InfluxDB
/// server takes all that follows for the text. It also goes on past the end of a comment with an open quote; here a comment is one line.)</para>
/// <para>What <see cref="Read"/> found is in the properties until the next call. For one thread at a time.</para>
/// </remarks>
public sealed partial class LineProtocolRecords
{
    /// <summary>The longest record by default: one mebibyte.</summary>
    public const int DefaultMaximumLength = 1 << 20;

    private const int FirstBuffer = 64 * 1024;

    private readonly Stream _stream;
    private readonly int _maximumLength;

    // What has been read and not yet passed over is _buffer[_start.._filled]; the record found last begins at _start.
    private byte[] _buffer;
    private int _start;
    private int _filled;
    private bool _begun; // the byte order mark is behind us, if there is one
    private bool _ended;
    private long _position; // of _start in the stream
    private int _length; // of the record found last, without its line break
    private int _step; // from it to the next one
    private bool _skipping; // over the rest of a line

    /// <summary>Begins at the stream's position.</summary>
    /// <param name="stream">The stream. It is only read, and not closed.</param>
    /// <param name="maximumLength">The most bytes a record may have; a longer one is reported, and passed over to the next line break.</param>
    public LineProtocolRecords(Stream stream, int maximumLength = DefaultMaximumLength)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLength, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumLength, 1 << 30);
        _stream = stream;
        _maximumLength = maximumLength;
        _buffer = new byte[Math.Min(FirstBuffer, maximumLength + 1)];
    }

    /// <summary>The bytes of the record, without the line break after it. If there is a <see cref="Reason"/>, those of its first line as far as they were read.</summary>
    public ReadOnlySpan<byte> Record => _buffer.AsSpan(_start, _length);

    /// <summary>The line on which the record begins; the first of the stream is 1.</summary>
    public long LineNumber { get; private set; } = 1;

    /// <summary>Null for a record; otherwise why there is none on this line.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether comments are found too.</summary>
    internal bool WithComments { get; init; }

    /// <summary>Whether a comment was found.</summary>
    internal bool IsComment { get; private set; }

    /// <summary>Goes to the next record, good or bad.</summary>
    /// <returns>False at the end of the stream.</returns>
    public bool Read()
    {
        PassOver(_step);
        while (!TryFind())
        {
            if (_ended)
            {
                return false;
            }

            Fill(_stream.Read(MakeRoom().Span));
        }

        return true;
    }

    /// <summary>Goes to the next record, good or bad.</summary>
    /// <param name="cancellation">Gives up waiting for the stream.</param>
    /// <returns>False at the end of the stream.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation = default)
    {
        PassOver(_step);
        while (!TryFind())
        {
            if (_ended)
            {
                return false;
            }

            Fill(await _stream.ReadAsync(MakeRoom(), cancellation));
        }

        return true;
    }

    /// <summary>
    /// Takes a record that has proved to be no point for its first line only, so that the next one begins on its second line: probably a
    /// quote was left open, and the quote of another record has closed it.
    /// </summary>
    internal void GiveUpAfterFirstLine()
    {
        var first = Record.IndexOf((byte)'\n');
        if (first >= 0)
        {
            LookedAhead(_length);
            _length = first;
            _step = first + 1;
        }
    }

    private bool TryFind()
    {
        while (true)
        {
            if (!_begun && !TryBegin())
            {
                return false;
            }

            var rest = _buffer.AsSpan(_start.._filled);
            if (_skipping)
            {
                var end = rest.IndexOf((byte)'\n');
                _skipping = end < 0;
                PassOver(end < 0 ? rest.Length : end + 1);
                if (_skipping)
                {
                    return false;
                }

                continue;
            }

            var begins = LineProtocolReader.SkipBlanks(rest, 0);
            if (begins == rest.Length && (_ended || rest.Length <= _maximumLength))
            {
                PassOver(_ended ? rest.Length : 0);
                return false;
            }

            if (begins < rest.Length && rest[begins] == (byte)'\n')
            {
                PassOver(begins + 1);
                continue;
            }

            if (begins < rest.Length && rest[begins] == (byte)'#')
            {
                if (TryFindComment(rest) is { } found)
                {
                    return found;
                }

                continue;
            }

            return TryFindRecord(rest);
        }
    }

    /// <summary>True if there is a comment to show, false if more has to be read, null if it was passed over.</summary>
    private bool? TryFindComment(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        if (end < 0 && !_ended && rest.Length <= _maximumLength)
        {
            return false;
        }

        if (WithComments && (end >= 0 || _ended))
        {
            IsComment = true;
            return Found(end < 0 ? rest.Length : end, null);
        }

        _skipping = end < 0;
        PassOver(end < 0 ? rest.Length : end + 1);
        return null;
    }

    private bool TryFindRecord(ReadOnlySpan<byte> rest)
    {
        var isWhole = _ended && rest.Length <= _maximumLength;
        rest = rest[..Math.Min(rest.Length, _maximumLength + 1)];
        if (IsTired ? ScanLine(rest) : _scan.TryFindEnd(rest, isWhole))
        {
            return Found(_scan.At, null);
        }

        if (rest.Length > _maximumLength)
        {
            return GiveUp(rest, string.Create(CultureInfo.InvariantCulture, $"the record is longer than {_maximumLength} bytes"));
        }

        if (!isWhole)
        {
            return false;
        }

        return _scan.IsQuoted && rest.Contains((byte)'\n') ? GiveUp(rest, "unbalanced quotes") : Found(rest.Length, null);
    }

    private bool GiveUp(ReadOnlySpan<byte> record, string reason)
    {
        var first = record.IndexOf((byte)'\n');
        if (first >= 0)
        {
            LookedAhead(record.Length);
            return Found(first, reason);
        }

        _skipping = true;
        Found(_maximumLength, reason);
        _step = _length;
        return true;
    }

    private bool Found(int length, string? reason)
    {
        _length = length;
        _step = Math.Min(length + 1, _filled - _start);
        Reason = reason;
        return true;
    }

    private void PassOver(int bytes)
    {
        LineNumber += _buffer.AsSpan(_start, bytes).Count((byte)'\n');
        _start += bytes;
        _position += bytes;
        _length = 0;
        _step = 0;
        _scan = default;
        Reason = null;
        IsComment = false;
    }

    private bool TryBegin()
    {
        var mark = "\uFEFF"u8;
        var rest = _buffer.AsSpan(_start.._filled);
        if (rest.Length < mark.Length && !_ended)
        {
            return false;
        }

        PassOver(rest.StartsWith(mark) ? mark.Length : 0);
        return _begun = true;
    }

    private Memory<byte> MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._filled).CopyTo(_buffer);
            _filled -= _start;
            _start = 0;
        }

        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, Math.Max(FirstBuffer, _maximumLength + 1L)));
        }

        return _buffer.AsMemory(_filled);
    }

    private void Fill(int read)
    {
        _filled += read;
        _ended = read == 0;
    }
}
