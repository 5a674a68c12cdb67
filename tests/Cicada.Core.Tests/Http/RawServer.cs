using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Cicada.Tests.Http;

/// <summary>A server on a raw socket that does exactly what its script says with each connection, right or wrong.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA1001", Justification = "A source without a timer has nothing to free, and closing twice is allowed.")]
internal sealed class RawServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly ConcurrentBag<RawConnection> _connections = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<RawConnection, Task> _script;
    private readonly Task _accepting;
    private int _accepted;

    public RawServer(Func<RawConnection, Task> script)
    {
        _script = script;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    public string Address => $"http://127.0.0.1:{Port}";

    public string SecureAddress => $"https://127.0.0.1:{Port}";

    /// <summary>How many connections were accepted.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>A server that gives every request of a connection the same answer.</summary>
    public static RawServer Answering(string answer) => new(async connection =>
    {
        while (await connection.ReadRequestAsync() is not null)
        {
            await connection.WriteAsync(answer);
        }
    });

    /// <summary>A port nobody listens on.</summary>
    public static int ClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Completes when every connection there was has been closed by the client and read to its end.</summary>
    public async Task AllClosedAsync()
    {
        while (_listener.Poll(TimeSpan.Zero, SelectMode.SelectRead))
        {
            // Somebody is still in the queue.
            await Task.Yield();
        }

        await _stopping.CancelAsync();
        await _accepting;
        await Task.WhenAll(_serving);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }

        await Task.WhenAll(_serving);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_stopping.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            var number = Interlocked.Increment(ref _accepted);
            var connection = new RawConnection(socket, number);
            _connections.Add(connection);
            _serving.Add(Task.Run(() => ServeAsync(connection)));
        }
    }

    private async Task ServeAsync(RawConnection connection)
    {
        try
        {
            await _script(connection);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away; the script need not care.
        }
        finally
        {
            connection.Dispose();
        }
    }
}
