namespace Cicada.Http;

/// <summary>
/// A request on its way, with what the connection notes about it. Written by whoever works on the request at the moment:
/// the sender, the connector or the connection's stream, never two at once.
/// </summary>
internal sealed class HttpRequest(HttpMethod method, Uri uri, Response response) : HttpRequestMessage(method, uri)
{
    private volatile HttpPhase _phase;
    private volatile bool _written;

    public Response Response => response;

    public HttpPhase Phase
    {
        get => _phase;
        set => _phase = value;
    }

    /// <summary>True once any byte of it may have reached a socket.</summary>
    public bool Written => _written;

    /// <summary>True once the first byte of the answer has been noted.</summary>
    public bool FirstByteSeen { get; private set; }

    public void StartedWriting()
    {
        _written = true;
        _phase = HttpPhase.Sending;
    }

    public void StoppedWriting()
    {
        if (_phase == HttpPhase.Sending)
        {
            _phase = HttpPhase.Waiting;
        }
    }

    public void SawFirstByte(long nanosecondsSinceStart)
    {
        _phase = HttpPhase.Receiving;
        if (!FirstByteSeen)
        {
            FirstByteSeen = true;
            response.FirstByteNanoseconds = nanosecondsSinceStart;
        }
    }

    public void AddConnect(long nanoseconds) => response.ConnectNanoseconds = Math.Max(0, response.ConnectNanoseconds) + nanoseconds;

    public void AddTls(long nanoseconds) => response.TlsNanoseconds = Math.Max(0, response.TlsNanoseconds) + nanoseconds;
}
