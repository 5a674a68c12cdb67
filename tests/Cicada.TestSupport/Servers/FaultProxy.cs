using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Cicada.TestSupport;

/// <summary>
/// An HTTP/1.1 proxy in front of a real server that spoils requests and answers as a script or a <see cref="FaultPlan"/> tells it, and counts
/// which <see cref="Fault"/> it has done how often.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private readonly ConcurrentDictionary<Fault, int> _done = new();
    private readonly ConcurrentQueue<ProxiedRequest> _later = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;

    /// <summary>Starts a proxy on a free port.</summary>
    /// <param name="server">The address of the server behind it.</param>
    /// <param name="decide">Says what happens to a request, given its path; called from many connections at once.</param>
    public FaultProxy(Uri server, Func<string, Fault> decide)
    {
        ArgumentNullException.ThrowIfNull(server);
        (Server, Decide) = (server, decide);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(backlog: 512);
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>The root address, with a slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>The server behind it.</summary>
    public Uri Server { get; }

    /// <summary>Says what happens to a request, given its path. May be changed at any time.</summary>
    public Func<string, Fault> Decide { get; set; }

    /// <summary>How long <see cref="Fault.DelayAnswer"/> keeps an answer; 300 ms unless set.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How often each was done.</summary>
    public IReadOnlyDictionary<Fault, int> Done => _done;

    /// <summary>How many requests have come.</summary>
    public int Requests => _done.Values.Sum();

    internal CancellationToken Stopping => _stopping.Token;

    /// <summary>Talks to the server; it never tries anything twice by itself.</summary>
    internal HttpMessageInvoker Client { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None });

    /// <summary>Sends the server all that was to come twice and has not yet, closes every connection and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await RepeatAsync();
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var (socket, serving) in _connections)
        {
            socket.Dispose();
            await serving;
        }

        Client.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Sends the server now all that was to come once more later.</summary>
    public async Task RepeatAsync()
    {
        while (_later.TryDequeue(out var request))
        {
            try
            {
                await request.PassOnAsync(this);
            }
            catch (HttpRequestException)
            {
                // The server is away, and so is the duplicate.
            }
        }
    }

    internal Fault Choose(ProxiedRequest request)
    {
        var fault = Decide(request.Path);
        _done.AddOrUpdate(fault, 1, (_, count) => count + 1);
        return fault;
    }

    internal void KeepForLater(ProxiedRequest request) => _later.Enqueue(request);

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_stopping.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }

            socket.NoDelay = true;
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _connections[socket] = ServeAsync(socket, started.Task);
            started.SetResult();
        }
    }

    private async Task ServeAsync(Socket socket, Task started)
    {
        await started;
        try
        {
            await new FaultProxyConnection(this, socket).RunAsync();
        }
        catch (Exception e) when (e is FormatException or IOException or SocketException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            // The client or the server went away, or the proxy does: for the other side a connection that ends.
        }
        finally
        {
            socket.Dispose();
            _connections.TryRemove(socket, out _);
        }
    }
}
