using System.Net.Security;

namespace Cicada.Http;

/// <summary>TLS over a connection of ours; it still knows when that was made.</summary>
internal sealed class TlsStream(Stream connection) : SslStream(connection, leaveInnerStreamOpen: false), ITimedStream
{
    public ConnectionTimes? Times { get; set; }

    /// <summary>What it is over.</summary>
    public Stream Connection => InnerStream;
}
