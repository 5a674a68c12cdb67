using System.Net.Security;

namespace Cicada.Http;

/// <summary>TLS over a connection of ours; it still knows the connection.</summary>
internal sealed class TlsStream(SocketStream socket) : SslStream(socket, leaveInnerStreamOpen: false)
{
    public SocketStream Socket => socket;
}
