using System.Net;
using System.Net.Sockets;

namespace Cicada.Sockets;

/// <summary>
/// A TCP connection whose answers come in on the thread of a <see cref="SocketLoop"/>, where whoever waits for them goes on: without a queue, and without another thread being woken.
/// One reads and one writes at a time.
/// </summary>
internal sealed class PolledSocket : IDisposable
{
    private readonly Socket _socket;
    private readonly SocketLoop _loop;
    private readonly Readiness _readable = new();
    private readonly Readiness _writable = new();
    private int _disposed;

    private PolledSocket(Socket socket, SocketLoop loop, Conduct conduct)
    {
        _socket = socket;
        _loop = loop;
        Conduct = conduct;
    }

    /// <summary>Whose code goes on when something comes in.</summary>
    public Conduct Conduct { get; }

    /// <summary>Where the loop keeps it; 0 while it does not.</summary>
    public ulong Place { get; set; }

    /// <summary>Whether something may have come in, the end of the connection for instance, that nobody has asked for yet.</summary>
    public bool MayBeReadable => _readable.IsReady;

    /// <summary>Whether the other side has ended the connection, or it is closed.</summary>
    public bool HasEnded => _readable.IsOver;

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">There is no connection.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static async ValueTask<PolledSocket> ConnectAsync(IPEndPoint target, SocketLoop loop, Conduct conduct, CancellationToken cancellationToken)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var polled = new PolledSocket(socket, loop, conduct);
        try
        {
            socket.NoDelay = true;
            socket.Blocking = false;
            polled.StartToConnect(target);

            // Only now: one that is not being connected counts as hung up.
            loop.Add(polled, socket.SafeHandle);
            await polled.UntilAsync(polled._writable, cancellationToken);
            var error = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
            return error == SocketError.Success ? polled : throw new SocketException((int)error);
        }
        catch
        {
            polled.Dispose();
            throw;
        }
    }

    /// <summary>Sends what the system takes at once; how much that is.</summary>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public int Send(ReadOnlySpan<byte> bytes)
    {
        var sent = _socket.Send(bytes, SocketFlags.None, out var error);
        return error switch
        {
            SocketError.Success => sent,
            SocketError.WouldBlock => 0,
            _ => throw new SocketException((int)error),
        };
    }

    /// <summary>Takes what has come in: how much, 0 at the end of the connection, -1 where nothing has.</summary>
    /// <param name="buffer">Where to; not empty.</param>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public int Receive(Span<byte> buffer)
    {
        var received = _socket.Receive(buffer, SocketFlags.None, out var error);
        if (error == SocketError.Success)
        {
            // There is word of each thing that comes in only once: where the room is used up, there may be more.
            if (received == buffer.Length)
            {
                _readable.Keep();
            }

            return received;
        }

        return error == SocketError.WouldBlock ? -1 : throw new SocketException((int)error);
    }

    /// <summary>Nobody has taken what has come in: whoever waits next does not.</summary>
    public void KeepReadable() => _readable.Keep();

    /// <summary>Waits until something may have come in, or until it is given up. It allocates nothing where it cannot be.</summary>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public ValueTask ReadableAsync(CancellationToken cancellationToken) => cancellationToken.CanBeCanceled ? UntilAsync(_readable, cancellationToken) : _readable.WaitAsync();

    /// <summary>Waits until the system may take more, or until it is given up.</summary>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public ValueTask WritableAsync(CancellationToken cancellationToken) => UntilAsync(_writable, cancellationToken);

    /// <summary>Closes it. Whoever waits goes on, and finds it closed.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _loop.Remove(this);
        _socket.Dispose();
        _readable.End();
        _writable.End();
        _readable.Signal(onPool: true);
        _writable.Signal(onPool: true);
    }

    /// <summary>Something has happened to it, says the loop, on its thread.</summary>
    public void Happened(uint what)
    {
        const uint Ending = Epoll.Error | Epoll.HungUp;
        if ((what & (Ending | Epoll.PeerClosed)) != 0)
        {
            _readable.End();
        }

        var onPool = Conduct.Blocks;
        if ((what & Ending) != 0)
        {
            _writable.End();
        }

        if ((what & (Epoll.Writable | Ending)) != 0)
        {
            _writable.Signal(onPool);
        }

        if ((what & (Epoll.Readable | Epoll.PeerClosed | Ending)) != 0)
        {
            _readable.Signal(onPool);
        }
    }

    private void StartToConnect(IPEndPoint target)
    {
        var address = target.Serialize();
        if (Epoll.TryConnect(_socket.SafeHandle, address.Buffer.Span[..address.Size]))
        {
            return;
        }

        try
        {
            // Refused at once. Asked again, the platform gives the reason its name.
            _socket.Connect(target);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // It does now.
        }
    }

    private async ValueTask UntilAsync(Readiness readiness, CancellationToken cancellationToken)
    {
        using var giving = cancellationToken.UnsafeRegister(static readiness => ((Readiness)readiness!).Signal(onPool: true), readiness);
        await readiness.WaitAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
