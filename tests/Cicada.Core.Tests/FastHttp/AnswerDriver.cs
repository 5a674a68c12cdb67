using Cicada.FastHttp;

namespace Cicada.Tests.FastHttp;

/// <summary>Drives the readers over bytes that arrive cut somehow, as a connection does, and counts what they look at.</summary>
/// <param name="bytes">All that arrives before the connection ends.</param>
/// <param name="answersHead">Whether the request was a HEAD.</param>
/// <param name="pieceLength">How long the next piece is.</param>
internal sealed class AnswerDriver(byte[] bytes, bool answersHead, Func<int> pieceLength)
{
    private int _arrived;
    private int _start;

    /// <summary>How many bytes were searched for the end of a head, over all calls.</summary>
    public long Searched { get; private set; }

    public static ReadAnswer Read(byte[] bytes, bool answersHead = false) => new AnswerDriver(bytes, answersHead, () => int.MaxValue).Read();

    public ReadAnswer Read()
    {
        Arrive();
        var status = ReadHead(out var head, out var complaint);
        if (status != ReadStatus.Complete)
        {
            return new ReadAnswer { HasHead = false, Complaint = complaint };
        }

        var headers = HeadLines.All(bytes.AsMemory(_start, head.Length));
        _start += head.Length;
        var answer = new ReadAnswer { HasHead = true, Status = head.StatusCode, Keeps = head.KeepsAlive, Headers = headers, HasBody = true };
        switch (head.Framing)
        {
            case BodyFraming.Length:
                var length = (int)Math.Min(head.BodyLength, bytes.Length - _start);
                answer = answer with { Body = bytes[_start..(_start + length)], HasBody = length == head.BodyLength };
                _start += length;
                break;
            case BodyFraming.UntilClose:
                answer = answer with { Body = bytes[_start..], EndsWithConnection = true };
                _start = bytes.Length;
                break;
            case BodyFraming.Chunked:
                var chunked = new ChunkedReader();
                var body = new List<byte>();
                status = ReadChunks(ref chunked, body);
                answer = answer with { Body = [.. body], HasBody = status == ReadStatus.Complete, Complaint = chunked.Complaint };
                break;
        }

        // What nobody asked for cannot be the answer to what is asked next.
        return answer with { Keeps = answer.Keeps && _start == bytes.Length };
    }

    private ReadStatus ReadHead(out ResponseHead head, out string? complaint)
    {
        for (var scanned = 0; ;)
        {
            var received = bytes.AsSpan(_start, _arrived - _start);
            Searched += received.Length - scanned;
            var status = HeadReader.TryRead(received, answersHead, ref scanned, out head, out complaint);
            Assert.Equal(status == ReadStatus.Malformed, complaint is not null);
            Assert.True(scanned <= received.Length);

            // All heads of an answer together are as long as one may be, as for the handler; else a server could send heads for ever.
            if (status == ReadStatus.Complete && _start + head.Length > HeadReader.MaximumLength)
            {
                complaint = "Too many heads.";
                return ReadStatus.Malformed;
            }

            if (status == ReadStatus.Complete && head.StatusCode is >= 100 and <= 199 and not 101)
            {
                Assert.Equal(BodyFraming.None, head.Framing);
                _start += head.Length;
                scanned = 0;
            }
            else if (status != ReadStatus.NeedsMore || !Arrive())
            {
                return status;
            }
        }
    }

    private ReadStatus ReadChunks(ref ChunkedReader chunked, List<byte> body)
    {
        while (true)
        {
            var input = bytes.AsSpan(_start, _arrived - _start);
            var status = chunked.Read(input, out var consumed, out var data);
            var (offset, length) = data.GetOffsetAndLength(input.Length);
            Assert.True(offset + length <= consumed);
            Assert.Equal(status == ReadStatus.Malformed, chunked.Complaint is not null);
            Assert.True(status != ReadStatus.NeedsMore || consumed == input.Length || length > 0);
            body.AddRange(input.Slice(offset, length));
            _start += consumed;
            if (status != ReadStatus.NeedsMore || (_start == _arrived && !Arrive()))
            {
                return status;
            }
        }
    }

    private bool Arrive()
    {
        var before = _arrived;
        _arrived += Math.Min(pieceLength(), bytes.Length - _arrived);
        return _arrived > before;
    }
}
