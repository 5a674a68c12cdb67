using System.Runtime.CompilerServices;

namespace Cicada.Sockets;

/// <summary>A <see cref="PolledSocket"/> as a stream, for what works on streams: TLS, and the platform's HTTP.</summary>
internal class PolledStream(PolledSocket socket) : AsynchronousStream
{
    public PolledSocket Socket => socket;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ReadAsync(buffer, null, cancellationToken);

    /// <summary>The same, for a stream above this one that sees what comes in: without a layer of its own to wait in.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, IReadWatcher? watcher, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        try
        {
            // Nothing to put anything in: whoever asks wants to know when there is something.
            return socket.MayBeReadable && !buffer.IsEmpty && TryRead(buffer.Span, watcher) is var read and >= 0 ? new(read) : WaitAndReadAsync(buffer, watcher, cancellationToken);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<int>(exception);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        try
        {
            var sent = TryWrite(buffer.Span);
            return sent == buffer.Length ? default : WriteRestAsync(buffer[sent..], cancellationToken);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException(exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAndReadAsync(Memory<byte> buffer, IReadWatcher? watcher, CancellationToken cancellationToken)
    {
        while (true)
        {
            await socket.ReadableAsync(cancellationToken);
            if (buffer.IsEmpty)
            {
                socket.KeepReadable();
                return 0;
            }

            if (TryRead(buffer.Span, watcher) is var read and >= 0)
            {
                return read;
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteRestAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        while (!rest.IsEmpty)
        {
            await socket.WritableAsync(cancellationToken);
            rest = rest[TryWrite(rest.Span)..];
        }
    }

    // As of a NetworkStream: what goes wrong is an IOException with the cause in it.
    private int TryRead(Span<byte> buffer, IReadWatcher? watcher)
    {
        int read;
        try
        {
            read = socket.Receive(buffer);
        }
        catch (System.Net.Sockets.SocketException exception)
        {
            throw new IOException(exception.Message, exception);
        }

        if (read >= 0)
        {
            watcher?.Arrived(read);
        }

        return read;
    }

    private int TryWrite(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return socket.Send(bytes);
        }
        catch (System.Net.Sockets.SocketException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }
}
