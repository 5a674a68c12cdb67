using Cicada.Sockets;

namespace Cicada.Http;

/// <summary>A connection whose answers come in on a loop of the run, counted as long as it is open.</summary>
internal sealed class PolledConnection : PolledStream, ITimedStream
{
    private readonly OpenConnections _open;
    private int _disposed;

    /// <param name="socket">Connected; owned from here on.</param>
    /// <param name="open">The count of open connections.</param>
    public PolledConnection(PolledSocket socket, OpenConnections open)
        : base(socket)
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
