using System.Globalization;
using System.Text;

namespace Cicada.TestSupport;

/// <summary>What a <see cref="CountingServer"/> answers. Make it once and give it again and again: its bytes are made once.</summary>
public sealed record ScriptedAnswer
{
    private byte[]? _head;

    /// <summary>The status; 200 by default.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The body; <c>ok</c> by default.</summary>
    public ReadOnlyMemory<byte> Body { get; init; } = "ok"u8.ToArray();

    /// <summary>The body as UTF-8.</summary>
    public string Text
    {
        get => Encoding.UTF8.GetString(Body.Span);
        init => Body = Encoding.UTF8.GetBytes(value);
    }

    /// <summary>The body's type; plain text by default.</summary>
    public string ContentType { get; init; } = "text/plain";

    /// <summary>More headers. <c>Content-Length</c> is always there already.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the answer waits after the request has been read; not at all by default.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Closes the connection after the answer, and says so in it.</summary>
    public bool ThenClose { get; init; }

    /// <summary>Resets the connection (after <see cref="Delay"/>) instead of answering. Such a request is not counted as answered.</summary>
    public bool Abort { get; init; }

    /// <summary>The status line and all headers.</summary>
    internal ReadOnlyMemory<byte> Head => _head ??= MakeHead();

    private byte[] MakeHead()
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} {Reason}\r\n");
        if (Status is not (204 or 304 or < 200))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\nContent-Type: {ContentType}\r\n");
        }

        foreach (var (name, value) in Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (ThenClose)
        {
            head.Append("Connection: close\r\n");
        }

        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    private string Reason => Status switch
    {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        302 => "Found",
        400 => "Bad Request",
        404 => "Not Found",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Scripted",
    };
}
