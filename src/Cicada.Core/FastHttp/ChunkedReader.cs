namespace Cicada.FastHttp;

/// <summary>
/// Takes a chunked body apart, piece by piece, however its bytes are cut. It keeps nothing of what it has consumed but where it is, and each byte is looked at once.
/// </summary>
/// <remarks>
/// <code>
/// size [blanks] [; anything] LF   data   LF   …   0 LF   [trailer lines]   LF
/// </code>
/// A CR may stand before each LF. A line with a size has at most 16 KB, as for <see cref="SocketsHttpHandler"/>; a trailer has at most what a head may have, where the handler counts head and
/// trailer together.
/// </remarks>
internal struct ChunkedReader
{
    /// <summary>The bytes a line with a size may have, with its LF.</summary>
    public const int MaximumLine = 16 * 1024;

    private const ulong MostBeforeDigit = ulong.MaxValue >> 4;

    private ulong _remaining;
    private int _length;
    private ChunkedPlace _place;

    /// <summary>A sentence what was seen and what was expected, when Malformed.</summary>
    public string? Complaint { get; private set; }

    /// <summary>Reads on. After Complete and Malformed there is nothing more to read.</summary>
    /// <param name="input">What was received and not consumed yet.</param>
    /// <param name="consumed">How much of it is done with: all of it, unless there is <paramref name="data"/> or the body is over.</param>
    /// <param name="data">Where in it the next piece of the body is; may be empty.</param>
    public ReadStatus Read(ReadOnlySpan<byte> input, out int consumed, out Range data)
    {
        data = default;
        consumed = 0;
        while (consumed < input.Length && _place is not (ChunkedPlace.Over or ChunkedPlace.Malformed))
        {
            if (_place == ChunkedPlace.Data)
            {
                var start = consumed;
                consumed += (int)Math.Min(_remaining, (ulong)(input.Length - consumed));
                data = start..consumed;
                _remaining -= (ulong)(consumed - start);
                _place = _remaining == 0 ? ChunkedPlace.DataEnd : ChunkedPlace.Data;
                return ReadStatus.NeedsMore;
            }

            if (_length == 0 && (_place is ChunkedPlace.SizeStart or ChunkedPlace.DataEnd) && TryReadPlainSize(input[consumed..], out var plain))
            {
                consumed += plain;
                continue;
            }

            var one = input[consumed];
            var next = After(one);
            if (next is ChunkedPlace.Malformed)
            {
                Complaint ??= ComplaintAt(_place, input[consumed..]);
                _place = ChunkedPlace.Malformed;
                break;
            }

            consumed++;
            _place = next;
        }

        return _place switch
        {
            ChunkedPlace.Over => ReadStatus.Complete,
            ChunkedPlace.Malformed => ReadStatus.Malformed,
            _ => ReadStatus.NeedsMore,
        };
    }

    /// <summary>Reads what nearly always stands between the data of two chunks, where it is here whole: the end of the first, a few digits, the end of their line.</summary>
    private bool TryReadPlainSize(ReadOnlySpan<byte> rest, out int read)
    {
        read = 0;
        var at = 0;
        if (_place == ChunkedPlace.DataEnd)
        {
            if (rest is not [(byte)'\r', (byte)'\n', ..])
            {
                return false;
            }

            at = 2;
        }

        var size = 0u;
        var digits = at;
        for (; at < rest.Length && at - digits < 8 && char.IsAsciiHexDigit((char)rest[at]); at++)
        {
            size = (size << 4) | (uint)HexValue(rest[at]);
        }

        if (at == digits || at + 1 >= rest.Length || rest[at] != '\r' || rest[at + 1] != '\n')
        {
            return false;
        }

        read = at + 2;
        _remaining = size;
        _place = EndOfSize();
        return true;
    }

    /// <summary>Where a byte outside of data leads.</summary>
    private ChunkedPlace After(byte one)
    {
        var isTrailer = _place >= ChunkedPlace.TrailerStart;
        if (++_length > (isTrailer ? HeadReader.MaximumLength : MaximumLine))
        {
            Complaint = isTrailer
                ? $"The trailer of the chunked body has more than {HeadReader.MaximumLength} bytes; at most so many were expected before an empty line."
                : $"A line with the size of a chunk has more than {MaximumLine} bytes; at most so many were expected before its end.";
            return ChunkedPlace.Malformed;
        }

        switch (_place)
        {
            case ChunkedPlace.SizeStart or ChunkedPlace.Size:
                if (char.IsAsciiHexDigit((char)one))
                {
                    if (_remaining > MostBeforeDigit)
                    {
                        Complaint = "A chunk has a size of more than 16 hexadecimal digits; at most 'ffffffffffffffff' was expected.";
                        return ChunkedPlace.Malformed;
                    }

                    _remaining = (_remaining << 4) | (uint)HexValue(one);
                    return ChunkedPlace.Size;
                }

                return _place == ChunkedPlace.SizeStart ? ChunkedPlace.Malformed : AfterSize(one);
            case ChunkedPlace.SizeBlank:
                return AfterSize(one);
            case ChunkedPlace.SizeReturn:
                return one == '\n' ? EndOfSize() : ChunkedPlace.Malformed;
            case ChunkedPlace.Extension:
                return one == '\n' ? EndOfSize() : ChunkedPlace.Extension;
            case ChunkedPlace.DataEnd or ChunkedPlace.DataReturn:
                if (one == '\n')
                {
                    _length = 0;
                    return ChunkedPlace.SizeStart;
                }

                return one == '\r' && _place == ChunkedPlace.DataEnd ? ChunkedPlace.DataReturn : ChunkedPlace.Malformed;
            case ChunkedPlace.TrailerLineEnd when one is (byte)' ' or (byte)'\t':
                return ChunkedPlace.TrailerValue;
            case ChunkedPlace.TrailerStart or ChunkedPlace.TrailerLineEnd:
                return one == '\n' ? ChunkedPlace.Over : one == '\r' ? ChunkedPlace.TrailerReturn : HeadLineReader.NameBytes.Contains(one) ? ChunkedPlace.TrailerName : ChunkedPlace.Malformed;
            case ChunkedPlace.TrailerReturn:
                return one == '\n' ? ChunkedPlace.Over : ChunkedPlace.Malformed;
            case ChunkedPlace.TrailerName:
                return one == ':' ? ChunkedPlace.TrailerValue : one == ' ' ? ChunkedPlace.TrailerBlank : HeadLineReader.NameBytes.Contains(one) ? ChunkedPlace.TrailerName : ChunkedPlace.Malformed;
            case ChunkedPlace.TrailerBlank:
                return one == ':' ? ChunkedPlace.TrailerValue : one == ' ' ? ChunkedPlace.TrailerBlank : ChunkedPlace.Malformed;
            case ChunkedPlace.TrailerValue:
                return one == '\n' ? ChunkedPlace.TrailerLineEnd : ChunkedPlace.TrailerValue;
            default:
                return ChunkedPlace.Malformed;
        }
    }

    private ChunkedPlace AfterSize(byte one) => one switch
    {
        (byte)'\n' => EndOfSize(),
        (byte)'\r' => ChunkedPlace.SizeReturn,
        (byte)';' => ChunkedPlace.Extension,
        (byte)' ' or (byte)'\t' => ChunkedPlace.SizeBlank,
        _ => ChunkedPlace.Malformed,
    };

    private ChunkedPlace EndOfSize()
    {
        _length = 0;
        return _remaining == 0 ? ChunkedPlace.TrailerStart : ChunkedPlace.Data;
    }

    private static int HexValue(byte one) => one <= '9' ? one - '0' : (one | 0x20) - 'a' + 10;

    private static string ComplaintAt(ChunkedPlace place, ReadOnlySpan<byte> rest) => place switch
    {
        ChunkedPlace.DataEnd or ChunkedPlace.DataReturn => $"The chunk is followed by {ShownBytes.OfLine(rest)}; the end of a line was expected.",
        >= ChunkedPlace.TrailerStart => $"The trailer of the chunked body has {ShownBytes.OfLine(rest)}; a header as 'Name: value' or an empty line was expected.",
        _ => $"The line with the size of a chunk has {ShownBytes.OfLine(rest)}; hexadecimal digits, an extension after ';' or the end of the line was expected.",
    };
}
