using System.Net.Sockets;

namespace Cicada.Http;

/// <summary>A connected socket of the platform's, counted as long as it is open.</summary>
internal sealed class SocketStream : NetworkStream, ITimedStream
{
    private readonly OpenConnections _open;
    private int _disposed;

    /// <param name="socket">Connected; owned from here on.</param>
    /// <param name="open">The count of open connections.</param>
    public SocketStream(Socket socket, OpenConnections open)
        : base(socket, ownsSocket: true)
    {
        _open = open;
        open.Opened();
    }

    public ConnectionTimes? Times { get; set; }

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _open.Closed();
        }

        base.Dispose(disposing);
    }
}
