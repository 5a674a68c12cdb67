namespace Cicada.Import;

/// <summary>
/// Reads lines as bytes, without their end. A line longer than a file of results has any reason for is passed over, so that memory stays
/// bounded whatever the file holds.
/// </summary>
internal sealed class LineReader(Stream stream, int longest = LineReader.Longest)
{
    /// <summary>16 MB: the document of a run with a thousand names and all its failures is a tenth of that.</summary>
    public const int Longest = 16 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private int _length;
    private bool _streamEnded;

    /// <summary>The number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line was too long: then only its beginning is here.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The line, until the next is read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _length);

    // Where the line after this one begins.
    private int Next { get; set; }

    /// <summary>Reads the next line; false at the end.</summary>
    public bool Read()
    {
        _start = Next;
        IsTooLong = false;
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                Take(searched + found, searched + found + 1);
                return true;
            }

            searched = _end - _start;
            if (searched > longest)
            {
                SkipRest();
                return true;
            }

            if (_streamEnded || !Fill())
            {
                if (searched == 0)
                {
                    _length = 0;
                    return false;
                }

                Take(searched, searched);
                return true;
            }
        }
    }

    private void Take(int length, int consumed)
    {
        Next = _start + consumed;
        if (Number++ == 0 && length >= 3 && _buffer.AsSpan(_start, 3).SequenceEqual("\uFEFF"u8))
        {
            _start += 3;
            length -= 3;
        }

        _length = length > 0 && _buffer[_start + length - 1] == (byte)'\r' ? length - 1 : length;
    }

    private void SkipRest()
    {
        IsTooLong = true;
        Number++;
        _length = 1_000;
        Next = _start + _length;
        var place = Next;
        while (true)
        {
            _end = place;
            var read = stream.Read(_buffer, place, _buffer.Length - place);
            if (read == 0)
            {
                _streamEnded = true;
                return;
            }

            var found = _buffer.AsSpan(place, read).IndexOf((byte)'\n');
            if (found >= 0)
            {
                Next = place + found + 1;
                _end = place + read;
                return;
            }
        }
    }

    private bool Fill()
    {
        if (_end == _buffer.Length)
        {
            var kept = _end - _start;
            var target = kept > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
            _buffer.AsSpan(_start, kept).CopyTo(target);
            _buffer = target;
            _start = 0;
            _end = kept;
        }

        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _streamEnded = read == 0;
        return read > 0;
    }
}
