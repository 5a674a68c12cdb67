namespace Cicada.Http;

/// <summary>A request on its way through the platform's handler.</summary>
internal sealed class HttpRequest(HttpMethod method, Uri uri) : HttpRequestMessage(method, uri)
{
    /// <summary>Set before the request is handed to the handler.</summary>
    public Response Response { get; set; } = null!;

    /// <summary>What ends the request's time.</summary>
    public CancellationTokenSource Limit { get; set; } = null!;

    /// <summary>How far it has come.</summary>
    public ref RequestProgress Progress => ref Response.Progress;

    /// <summary>True when a header has characters beyond ASCII; they go as UTF-8.</summary>
    public bool HasUnicodeHeaders { get; set; }

    /// <summary>True when its body may be produced later than its head, on any thread.</summary>
    public bool IsStreamed => Content is { } content && IsProducedLater(content);

    /// <summary>Whether a body is more than bytes that are there: it may be produced as it is sent.</summary>
    public static bool IsProducedLater(HttpContent content) =>
        content.GetType() != typeof(ByteArrayContent) && content.GetType() != typeof(StringContent) && content.GetType() != typeof(FormUrlEncodedContent);

    /// <summary>Cuts it off. In this order: what was not sent by now never will be, and only then do connections close under it.</summary>
    public void Cancel()
    {
        Progress.CloseUnlessSent();
        Limit.Cancel();
    }
}
