using System.Globalization;
using System.Text;

namespace Cicada.Tests.FastHttp;

/// <summary>Makes responses by chance: good ones, odd ones, and changed copies of those there are.</summary>
/// <param name="random">Chance.</param>
internal sealed class ResponseGenerator(Random random)
{
    private const int Longest = 4_000;

    private static readonly string[] StatusLines =
        ["HTTP/1.1 200 OK", "HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found", "HTTP/1.1 204 No Content", "HTTP/1.1 304", "HTTP/1.0 200 OK", "HTTP/1.2 500 ", "HTTP/1.1 205 x", "HTTP/1.1 999 \u00fc", "HTTP/1.1 101 Up", "HTTP/1.1 302 Found"];

    private static readonly string[] Names =
    [
        "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Set-Cookie", "Location", "Content-Encoding", "Content-Type", "Server", "Date", "X-Any", "ETag", "Trailer", "Upgrade", "Vary", "Cache-Control",
        "Allow", "Expires", "Age", "Host", "Accept", "x", "Content-MD5", "Proxy-Connection", "Alt-Svc", "WWW-Authenticate",
    ];

    private static readonly string[] Values =
    [
        "0", "5", "12", "-1", "+5", "5, 5", "005", "99999999999999999999", "9223372036854775807", "chunked", "gzip, chunked", "chunked;q=1", "identity", "close", "keep-alive", "Close, x", "keep-alive, close", "upgrade",
        "timeout=5, max=10", "timeout=0", "timeout=1", "max=0", "a=b; Path=/", "/next?x=y", "http://other/\u00c3\u00bc", "text/html; charset=utf-8", "Apache/2.4 (Unix)", "Sun, 29 Nov 2026 17:47:55 GMT", "", "\"e\"", "W/\"e\"",
        "a\r\n b", "\u00fc", "\u00c3\u00bc", "a\0b", "a\rb", "gzip", "br", ",", "x y", "chunked, \"", "\t x \t", "timeout=\"2\"", "chunked,", ",close",
    ];

    private static readonly string[] Pieces =
    [
        "\r\n", "\n", "\r", "\r\n\r\n", "\n\n", ":", ": ", " ", "\t", "\0", ",", ";", "=", "\"", "\\", "\r\n ", "\n\t", "HTTP/1.1 ", "HTTP/1.0 ", "100", "101", "103", "204", "304", "200 OK\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "chunked", "close",
        "keep-alive", "Content-Length: ", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "Connection: ", "Keep-Alive: timeout=", "0\r\n\r\n", "0\r\n", "5\r\n", "5\r\nhello\r\n", ";a=b", "ffffffffffffffff", "10000000000000000", "7fffffffffffffff", "0x",
        "-", "+", ".", "\u00fc", "\u00ff", "\u0080", "\u0001", "\u007f", "\u000b", "\u0085", "\u00a0", "A", "a: b\r\n", "timeout=0", "max=0", "gzip, ", "@",
    ];

    /// <summary>The next response.</summary>
    /// <param name="samples">Those to take copies of.</param>
    public byte[] Next(IReadOnlyList<byte[]> samples)
    {
        var text = random.Next(5) < 2 ? Whole() : Encoding.Latin1.GetString(Any(samples));
        for (var changes = random.Next(3) == 0 ? 0 : random.Next(1, 6); changes > 0; changes--)
        {
            text = Changed(text, samples);
        }

        return Encoding.Latin1.GetBytes(text.Length <= Longest ? text : text[..Longest]);
    }

    /// <summary>A response that is good, or nearly.</summary>
    private string Whole()
    {
        var response = new StringBuilder();
        while (random.Next(12) == 0)
        {
            response.Append(Any(["HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early\r\nLink: x\r\n\r\n", "HTTP/1.1 102 \n\n"]));
        }

        var end = random.Next(8) == 0 ? "\n" : "\r\n";
        response.Append(Any(StatusLines)).Append(end);
        for (var headers = random.Next(6); headers > 0; headers--)
        {
            response.Append(Name()).Append(Any([": ", ":", ": ", " : "])).Append(Any(Values)).Append(end);
        }

        var body = new string('b', random.Next(random.Next(5) == 0 ? 300 : 20));
        switch (random.Next(5))
        {
            case < 2:
                response.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length + (random.Next(6) == 0 ? random.Next(-2, 3) : 0)}{end}{end}{body}");
                break;
            case < 4:
                response.Append("Transfer-Encoding: chunked").Append(end).Append(end);
                for (var at = 0; at < body.Length;)
                {
                    var length = random.Next(1, body.Length - at + 1);
                    response.Append(length.ToString(Any(["x", "X", "x4"]), CultureInfo.InvariantCulture)).Append(Any(["", "", ";a=b", " "])).Append(end).Append(body, at, length).Append(end);
                    at += length;
                }

                response.Append('0').Append(end);
                for (var trailers = random.Next(3) == 0 ? random.Next(3) : 0; trailers > 0; trailers--)
                {
                    response.Append(Name()).Append(": ").Append(Any(Values)).Append(end);
                }

                response.Append(end);
                break;
            default:
                response.Append(end).Append(body);
                break;
        }

        return response.ToString();
    }

    private string Name()
    {
        var name = Any(Names);
        return random.Next(4) switch
        {
            0 => name.ToUpperInvariant(),
            1 => name.ToLowerInvariant(),
            _ => name,
        };
    }

    private string Changed(string text, IReadOnlyList<byte[]> samples)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, random.Next(3) == 0 ? 30 : 4), text.Length - at);
        switch (random.Next(8))
        {
            case 0:
                return text.Remove(at, length);
            case 1:
                return text.Insert(at, Any(Pieces));
            case 2:
                return text.Remove(at, length).Insert(at, Any(Pieces));
            case 3:
                return text.Insert(at, ((char)random.Next(256)).ToString());
            case 4:
                return text.Insert(at, text.Substring(at, length));
            case 5:
                // What two have in common is mostly the place where lines begin.
                var other = Encoding.Latin1.GetString(Any(samples));
                return text[..StartOfLine(text, at)] + other[StartOfLine(other, random.Next(other.Length + 1))..];
            case 6:
                var line = StartOfLine(text, at);
                return text.Insert(line, $"{Name()}{Any([": ", ":", " : ", ":\r\n "])}{Any(Values)}\r\n");
            default:
                return length == 0 ? text : text.Remove(at, 1).Insert(at, ((char)(text[at] ^ (1 << random.Next(8)))).ToString());
        }
    }

    private static int StartOfLine(string text, int at) => text.LastIndexOf('\n', Math.Max(0, Math.Min(at, text.Length) - 1)) + 1;

    private T Any<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
