namespace Cicada.Http;

/// <summary>A connection was not made; says at which step, since by then the request that wanted it may be elsewhere.</summary>
internal sealed class ConnectFailedException(HttpPhase step, bool toProxy, Exception cause) : IOException(cause.Message, cause)
{
    public HttpPhase Step => step;

    /// <summary>True when it was the connection to the proxy.</summary>
    public bool ToProxy => toProxy;
}
