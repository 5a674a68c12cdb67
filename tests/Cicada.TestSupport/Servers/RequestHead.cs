using System.Buffers.Text;

namespace Cicada.TestSupport;

/// <summary>
/// Where the parts of a request's head lie in a buffer, and what it says about the body and the connection. Only offsets, so that it
/// can be kept while the server waits.
/// </summary>
internal readonly record struct RequestHead
{
    public int MethodLength { get; private init; }

    public int PathEnd { get; private init; }

    public int TargetEnd { get; private init; }

    /// <summary>The head with its empty line.</summary>
    public int Length { get; private init; }

    /// <summary>The body's length, 0 without a body; of no meaning where it is chunked.</summary>
    public int BodyLength { get; private init; }

    public bool IsChunked { get; private init; }

    public bool IsHead { get; private init; }

    public bool KeepsAlive { get; private init; }

    public bool ExpectsContinue { get; private init; }

    public int PathStart => MethodLength + 1;

    /// <summary>Reads the head at the start of a buffer; false when it is not there as a whole yet.</summary>
    /// <exception cref="FormatException">It is no HTTP/1 request.</exception>
    public static bool TryRead(ReadOnlySpan<byte> buffer, out RequestHead head)
    {
        head = default;
        var length = buffer.IndexOf("\r\n\r\n"u8);
        if (length < 0)
        {
            return false;
        }

        var rest = buffer[..(length + 2)];
        var line = NextLine(ref rest);
        var method = line.IndexOf((byte)' ');
        var target = line.LastIndexOf((byte)' ');
        if (method <= 0 || target <= method + 1 || !line[(target + 1)..].StartsWith("HTTP/1."u8))
        {
            throw new FormatException("The first line of the request is none.");
        }

        var query = line[(method + 1)..target].IndexOf((byte)'?');
        head = new RequestHead
        {
            MethodLength = method,
            TargetEnd = target,
            PathEnd = query < 0 ? target : method + 1 + query,
            Length = length + 4,
            IsHead = line[..method].SequenceEqual("HEAD"u8),
            KeepsAlive = line[^1] == (byte)'1',
        };

        while (!rest.IsEmpty)
        {
            head = head.With(NextLine(ref rest));
        }

        return true;
    }

    /// <summary>The next line without its end; every line of a head ends with CR LF.</summary>
    public static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf("\r\n"u8);
        var line = rest[..end];
        rest = rest[(end + 2)..];
        return line;
    }

    private RequestHead With(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            throw new FormatException("A header has no name.");
        }

        var value = line[(colon + 1)..].Trim((byte)' ');
        switch (colon)
        {
            case 6 when Is(line, "Expect"):
                return this with { ExpectsContinue = true };
            case 10 when Is(line, "Connection"):
                return this with { KeepsAlive = Says(value, "close") ? false : Says(value, "keep-alive") || KeepsAlive };
            case 14 when Is(line, "Content-Length"):
                return Utf8Parser.TryParse(value, out int length, out var used) && used == value.Length && length >= 0
                    ? this with { BodyLength = length }
                    : throw new FormatException("The content's length is none.");
            case 17 when Is(line, "Transfer-Encoding"):
                return this with { IsChunked = Says(value, "chunked") };
            default:
                return this;
        }
    }

    private static bool Is(ReadOnlySpan<byte> line, string name) => System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name);

    private static bool Says(ReadOnlySpan<byte> value, string word) => System.Text.Ascii.EqualsIgnoreCase(value, word);
}
