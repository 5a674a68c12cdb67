using System.Numerics;

namespace Cicada.FastHttp;

/// <summary>
/// Reads the head of an HTTP/1.x response. It accepts what <see cref="SocketsHttpHandler"/> accepts and gives it the same meaning, be it right or not: only the first
/// <c>Content-Length</c> counts, one that is no number counts for nothing, and so on.
/// </summary>
/// <remarks>
/// The caller skips heads with a status from 100 to 199, but for 101. For the handler all heads of an answer together have at most <see cref="MaximumLength"/>, and so they should have for the
/// caller: else a server could send such heads for ever.
/// </remarks>
internal static class HeadReader
{
    /// <summary>The bytes a head may have, with the empty line that ends it.</summary>
    public const int MaximumLength = 64 * 1024;

    private const int CodeAt = 9;
    private const int ReasonAt = 12;

    /// <summary>Reads a head once it has been received whole. No byte is searched twice for the end of the head, and all are read when that is there.</summary>
    /// <param name="received">Everything since the first byte of this response.</param>
    /// <param name="answersHead">Whether the request was a HEAD, whose answer has no body.</param>
    /// <param name="scanned">0 at first; the caller keeps it between calls that say NeedsMore.</param>
    /// <param name="head">The head, when Complete.</param>
    /// <param name="complaint">A sentence what was seen and what was expected, when Malformed.</param>
    public static ReadStatus TryRead(ReadOnlySpan<byte> received, bool answersHead, ref int scanned, out ResponseHead head, out string? complaint)
    {
        head = default;
        complaint = null;
        var window = received.Length > MaximumLength ? received[..MaximumLength] : received;
        if (scanned == 0 && TryReadOrdinary(window, answersHead, out head))
        {
            return ReadStatus.Complete;
        }

        var length = FindEnd(window, scanned);
        if (length > 0)
        {
            return Read(window[..length], answersHead, out head, out complaint);
        }

        // A server that speaks something else is not waited for.
        var begun = Math.Min(window.Length, "HTTP/1."u8.Length);
        if (scanned < begun && !window[..begun].SequenceEqual("HTTP/1."u8[..begun]))
        {
            complaint = OfStatusLine(window);
            return ReadStatus.Malformed;
        }

        if (received.Length >= MaximumLength)
        {
            complaint = $"The head of the response has more than {MaximumLength} bytes; it begins with {ShownBytes.OfLine(received)}. At most {MaximumLength} were expected before an empty line.";
            return ReadStatus.Malformed;
        }

        // What ends a head has up to three bytes, two of which may be here.
        scanned = Math.Max(0, window.Length - 2);
        return ReadStatus.NeedsMore;
    }

    /// <summary>The length of the head up to its first empty line, or 0. No line of a head begins with CR LF or LF but that one, be it a folded one or not.</summary>
    private static int FindEnd(ReadOnlySpan<byte> window, int scanned)
    {
        var rest = window[scanned..];
        var end = rest.IndexOf("\n\r\n"u8);
        var bare = (end < 0 ? rest : rest[..(end + 1)]).IndexOf("\n\n"u8);
        return bare >= 0 ? scanned + bare + 2 : end >= 0 ? scanned + end + 3 : 0;
    }

    private static ReadStatus Read(ReadOnlySpan<byte> head, bool answersHead, out ResponseHead read, out string? complaint)
    {
        read = default;
        if (!TryReadStatusLine(head, out var minor, out var status, out var start))
        {
            complaint = OfStatusLine(head);
            return ReadStatus.Malformed;
        }

        return status is >= 100 and <= 199 and not 101 ? ReadInterim(head, status, start, out read, out complaint) : ReadFinal(head, answersHead, minor, status, start, out read, out complaint);
    }

    private static bool TryReadStatusLine(ReadOnlySpan<byte> head, out int minor, out int status, out int start)
    {
        minor = status = start = 0;
        if (head.Length <= ReasonAt || !head.StartsWith("HTTP/1."u8) || !char.IsAsciiDigit((char)head[7]) || head[8] != ' ')
        {
            return false;
        }

        minor = head[7] - '0';
        for (var i = CodeAt; i < ReasonAt; i++)
        {
            if (!char.IsAsciiDigit((char)head[i]))
            {
                return false;
            }

            status = (status * 10) + head[i] - '0';
        }

        // The reason may be anything but for what would look like another line.
        var reason = head[ReasonAt..];
        var end = reason.IndexOfAny((byte)'\r', (byte)'\n', (byte)0);
        if (end < 0 || (end > 0 && reason[0] != ' '))
        {
            return false;
        }

        end = reason[end] == '\r' ? end + 1 : end;
        start = ReasonAt + end + 1;
        return end < reason.Length && reason[end] == '\n';
    }

    /// <summary>The head of a response before the response. Nobody reads its headers, so that their names do not matter.</summary>
    private static ReadStatus ReadInterim(ReadOnlySpan<byte> head, int status, int start, out ResponseHead read, out string? complaint)
    {
        read = default;
        complaint = null;
        var rest = head[start..];
        while (!HeadLineReader.IsEmptyLine(rest))
        {
            var colon = rest.IndexOfAny((byte)':', (byte)'\n');
            if (rest[colon] != ':')
            {
                complaint = OfHeaderLine(rest);
                return ReadStatus.Malformed;
            }

            rest = rest[(HeadLineReader.EndOfValue(rest, colon + 1) + 1)..];
        }

        read = new ResponseHead(head.Length, status, BodyFraming.None, 0, KeepsAlive: true, HeadTraits.None);
        return ReadStatus.Complete;
    }

    private static ReadStatus ReadFinal(ReadOnlySpan<byte> head, bool answersHead, int minor, int status, int start, out ResponseHead read, out string? complaint)
    {
        var facts = new HeadFacts();
        var lines = new HeadLineReader(head, start);
        while (lines.Next())
        {
            facts.Take(lines.Name, lines.Value);
        }

        if (!lines.IsAtEnd)
        {
            read = default;
            complaint = OfHeaderLine(lines.Rest);
            return ReadStatus.Malformed;
        }

        read = facts.ToHead(head.Length, minor, status, answersHead);
        complaint = null;
        return ReadStatus.Complete;
    }

    /// <summary>Reads the head of nearly every response there is, when it is here whole: a final status, plain lines, names of ordinary length. What it does not understand it leaves to the others.</summary>
    private static bool TryReadOrdinary(ReadOnlySpan<byte> window, bool answersHead, out ResponseHead read)
    {
        read = default;
        if (window.Length < HeadBytes.BlockLength || !TryReadStatusLine(window, out var minor, out var status, out var start) || status is >= 100 and <= 199)
        {
            return false;
        }

        var facts = new HeadFacts();
        for (var block = start; block < window.Length; block += HeadBytes.BlockLength)
        {
            for (var ends = HeadBytes.LineEnds(window, block); ends != 0; ends &= ends - 1)
            {
                var end = block + BitOperations.TrailingZeroCount(ends);
                if (end == start || (end == start + 1 && window[start] == '\r'))
                {
                    read = facts.ToHead(end + 1, minor, status, answersHead);
                    return true;
                }

                var colon = start + HeadBytes.NameLength(window, start);
                if (colon == start || colon >= end || window[colon] != ':' || end + 1 == window.Length || window[end + 1] is (byte)' ' or (byte)'\t')
                {
                    return false;
                }

                facts.Take(window[start..colon], window[(colon + 1)..end]);
                start = end + 1;
            }
        }

        return false;
    }

    private static string OfStatusLine(ReadOnlySpan<byte> seen) => $"The response begins with {ShownBytes.OfLine(seen)}; a status line as 'HTTP/1.1 200 OK' was expected.";

    private static string OfHeaderLine(ReadOnlySpan<byte> rest) => $"The head of the response has the line {ShownBytes.OfLine(rest)}; a header as 'Name: value' was expected.";
}
