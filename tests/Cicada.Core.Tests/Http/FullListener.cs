using System.Net;
using System.Net.Sockets;

namespace Cicada.Tests.Http;

/// <summary>A listener that accepts nobody and whose queue is full: whoever connects waits for good (on Linux; the system drops the SYN).</summary>
internal sealed class FullListener : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _filling = [];

    public string Address { get; private set; } = "";

    public static FullListener Create()
    {
        var full = new FullListener();
        full._listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full._listener.Listen(0);
        var end = (IPEndPoint)full._listener.LocalEndPoint!;
        full.Address = $"http://127.0.0.1:{end.Port}";

        // The queue takes one or two; one that does not get in at once is the proof that it is full.
        for (var i = 0; i < 8; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            full._filling.Add(socket);
            try
            {
                socket.Connect(end);
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                if (!socket.Poll(TimeSpan.FromMilliseconds(20), SelectMode.SelectWrite))
                {
                    return full;
                }
            }
        }

        throw new InvalidOperationException("The listener's queue does not fill up on this system.");
    }

    public void Dispose()
    {
        foreach (var socket in _filling)
        {
            socket.Dispose();
        }

        _listener.Dispose();
    }
}
