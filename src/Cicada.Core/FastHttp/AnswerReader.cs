using Cicada.Http;

namespace Cicada.FastHttp;

/// <summary>
/// Puts an answer together from the pieces in which it comes in. The ordinary one, small and in one piece, is copied once, head and body together; nothing is held of the pieces themselves. Used again
/// and again, for one answer at a time.
/// </summary>
internal sealed class AnswerReader
{
    // A body that declares its length gets an array of it at once, up to here; a longer one grows as it comes.
    private const int LargestTrusted = 1024 * 1024;

    private ResponseHead _head;
    private ChunkedReader _chunks;
    private GrowingBytes _partial;
    private GrowingBytes _growing;
    private byte[] _bytes = [];
    private int _filled;
    private int _scanned;
    private int _heads;
    private long _remaining;
    private bool _answersHead;
    private bool _keeps;
    private bool _decodes;
    private long _mostBytes;

    /// <summary>Whether the head is there.</summary>
    public bool HasHead { get; private set; }

    /// <summary>The head, once it is there.</summary>
    public ref readonly ResponseHead Head => ref _head;

    /// <summary>The head's bytes, at the beginning; where the body's length was known, and is kept, that follows.</summary>
    public byte[] Bytes => _bytes;

    /// <summary>The body, once it is there; empty where it is not kept.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>How long the body is, kept or not.</summary>
    public long Length { get; private set; }

    /// <summary>Whether anything of an answer has come in.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether something came in behind the answer, which nobody has asked for.</summary>
    public bool HasMore { get; private set; }

    /// <summary>What was seen and what was expected, where it is no answer.</summary>
    public string? Complaint { get; private set; }

    /// <summary>Begins anew.</summary>
    /// <param name="answersHead">Whether the request is a HEAD, whose answer has no body.</param>
    /// <param name="keeps">Whether the body is kept.</param>
    /// <param name="decodes">Whether one that is compressed is kept in any case, to be decompressed.</param>
    /// <param name="mostBytes">The longest that is kept.</param>
    public void Begin(bool answersHead, bool keeps, bool decodes, long mostBytes)
    {
        (_answersHead, _keeps, _decodes, _mostBytes) = (answersHead, keeps, decodes, mostBytes);
        _head = default;
        _chunks = default;
        _bytes = [];
        _filled = _scanned = _heads = 0;
        _remaining = 0;
        HasHead = HasBegun = HasMore = false;
        Body = default;
        Length = 0;
        Complaint = null;
        Release();
    }

    /// <summary>Takes what came in; Complete when the answer is whole.</summary>
    /// <exception cref="OverlongBodyException">The body is longer than is kept.</exception>
    public ReadStatus Take(ReadOnlySpan<byte> piece)
    {
        HasBegun |= !piece.IsEmpty;
        return HasHead ? TakeBody(piece) : TakeHead(piece);
    }

    /// <summary>The connection has ended: Complete where that ends the body, else more was to come.</summary>
    public ReadStatus End()
    {
        if (!HasHead || _head.Framing != BodyFraming.UntilClose)
        {
            return ReadStatus.NeedsMore;
        }

        Finish();
        return ReadStatus.Complete;
    }

    /// <summary>Lets go of what was held of an answer that was not finished.</summary>
    public void Release()
    {
        _partial.Release();
        _growing.Release();
    }

    private ReadStatus TakeHead(ReadOnlySpan<byte> piece)
    {
        var received = piece;
        if (_partial.Length > 0)
        {
            _partial.Add(piece);
            received = _partial.Span;
        }

        while (true)
        {
            var status = HeadReader.TryRead(received, _answersHead, ref _scanned, out _head, out var complaint);
            if (status == ReadStatus.Malformed)
            {
                Complaint = complaint;
                return status;
            }

            if (status == ReadStatus.NeedsMore)
            {
                if (_partial.Length == 0)
                {
                    _partial.Add(received);
                }
                else if (received.Length != _partial.Length)
                {
                    _partial.Keep(received);
                }

                return status;
            }

            // All heads of an answer together are as long as one may be; else a server could send interim ones for ever.
            _scanned = 0;
            _heads += _head.Length;
            if (_heads > HeadReader.MaximumLength)
            {
                Complaint = $"The heads of the response, those with a status from 100 to 199 included, have more than {HeadReader.MaximumLength} bytes; at most so many were expected.";
                return ReadStatus.Malformed;
            }

            if (_head.StatusCode is >= 100 and <= 199 and not 101)
            {
                // The answer itself is still to come.
                received = received[_head.Length..];
                if (received.IsEmpty)
                {
                    _partial.Release();
                    return ReadStatus.NeedsMore;
                }

                continue;
            }

            HasHead = true;
            var read = BeginBody(received);
            _partial.Release();
            return read;
        }
    }

    private ReadStatus BeginBody(ReadOnlySpan<byte> received)
    {
        var head = received[.._head.Length];
        var rest = received[_head.Length..];
        if (!_keeps && _decodes && _head.Traits.HasFlag(HeadTraits.IsEncoded))
        {
            (_keeps, _mostBytes) = (true, Array.MaxLength);
        }

        if (_head.Framing == BodyFraming.Length && _keeps)
        {
            if (_head.BodyLength > _mostBytes)
            {
                throw new OverlongBodyException(_head.BodyLength, _mostBytes);
            }

            if (_head.BodyLength <= LargestTrusted)
            {
                _bytes = GC.AllocateUninitializedArray<byte>(_head.Length + (int)_head.BodyLength);
                head.CopyTo(_bytes);
                _filled = _head.Length;
                return TakeBody(rest);
            }
        }

        _bytes = head.ToArray();
        _filled = _head.Length;
        _remaining = _head.BodyLength;
        return TakeBody(rest);
    }

    private ReadStatus TakeBody(ReadOnlySpan<byte> piece)
    {
        switch (_head.Framing)
        {
            case BodyFraming.None:
                HasMore = !piece.IsEmpty;
                return ReadStatus.Complete;
            case BodyFraming.Length when _bytes.Length > _head.Length || _head.BodyLength == 0:
                var taken = Math.Min(piece.Length, _bytes.Length - _filled);
                piece[..taken].CopyTo(_bytes.AsSpan(_filled));
                _filled += taken;
                HasMore = piece.Length > taken;
                if (_filled < _bytes.Length)
                {
                    return ReadStatus.NeedsMore;
                }

                Body = _bytes.AsMemory(_head.Length);
                Length = Body.Length;
                return ReadStatus.Complete;
            case BodyFraming.Length:
                var part = piece[..(int)Math.Min(piece.Length, _remaining)];
                Add(part);
                _remaining -= part.Length;
                HasMore = piece.Length > part.Length;
                return _remaining > 0 ? ReadStatus.NeedsMore : Finish();
            case BodyFraming.Chunked:
                return TakeChunks(piece);
            default:
                Add(piece);
                return ReadStatus.NeedsMore;
        }
    }

    private ReadStatus TakeChunks(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            var status = _chunks.Read(piece, out var consumed, out var data);
            Add(piece[data]);
            piece = piece[consumed..];
            if (status == ReadStatus.Complete)
            {
                HasMore = !piece.IsEmpty;
                return Finish();
            }

            if (status == ReadStatus.Malformed)
            {
                Complaint = _chunks.Complaint;
                return status;
            }
        }

        return ReadStatus.NeedsMore;
    }

    private void Add(ReadOnlySpan<byte> part)
    {
        Length += part.Length;
        if (!_keeps || part.IsEmpty)
        {
            return;
        }

        if (Length > _mostBytes)
        {
            throw new OverlongBodyException(Length, _mostBytes);
        }

        _growing.Add(part);
    }

    private ReadStatus Finish()
    {
        Body = _growing.Span.ToArray();
        _growing.Release();
        return ReadStatus.Complete;
    }
}
