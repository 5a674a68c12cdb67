using System.Buffers;
using System.Text;

namespace Cicada.FastHttp;

/// <summary>The text of a request up to the end of its head, as the default client writes it: the same headers in the same order.</summary>
internal static class RequestText
{
    /// <summary>Writes the head.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="headers">What is to be said, in order; names have been checked.</param>
    /// <param name="framing">How the body's end is found: by <paramref name="length"/>, by chunks, or there is none.</param>
    /// <param name="length">The body's length.</param>
    public static void Write(IBufferWriter<byte> to, HttpMethod method, Target target, IReadOnlyList<KeyValuePair<string, string>> headers, BodyFraming framing, long length)
    {
        Encoding.ASCII.GetBytes(method.Method, to);
        to.Write(" "u8);
        to.Write(target.Path);
        to.Write(" HTTP/1.1\r\nHost: "u8);
        if (Find(headers, "Host") is { } host)
        {
            Encoding.UTF8.GetBytes(host, to);
        }
        else
        {
            to.Write(target.Host);
        }

        to.Write("\r\n"u8);
        for (var i = 0; i < headers.Count; i++)
        {
            var (name, value) = headers[i];
            if (!IsOurs(name))
            {
                Encoding.ASCII.GetBytes(name, to);
                to.Write(": "u8);
                Encoding.UTF8.GetBytes(value, to);
                to.Write("\r\n"u8);
            }
        }

        switch (framing)
        {
            case BodyFraming.Chunked:
                to.Write("Transfer-Encoding: chunked\r\n"u8);
                break;
            case BodyFraming.Length:
                to.Write("Content-Length: "u8);
                Span<byte> digits = stackalloc byte[20];
                System.Buffers.Text.Utf8Formatter.TryFormat(length, digits, out var written);
                to.Write(digits[..written]);
                to.Write("\r\n"u8);
                break;
        }

        to.Write("\r\n"u8);
    }

    /// <summary>The last value that is given for a header; null where there is none.</summary>
    public static string? Find(IReadOnlyList<KeyValuePair<string, string>> headers, string name)
    {
        for (var i = headers.Count - 1; i >= 0; i--)
        {
            if (headers[i].Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return headers[i].Value;
            }
        }

        return null;
    }

    /// <summary>What says where the request goes and where it ends: we know, and a test that says otherwise would break the connection.</summary>
    private static bool IsOurs(string name) =>
        name.Equals("Host", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase);
}
