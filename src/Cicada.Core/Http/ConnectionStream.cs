using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Cicada.Metrics;

namespace Cicada.Http;

/// <summary>
/// The stream of one connection, which sees when a request's bytes go out and when the first byte of its answer comes in.
/// Everything else passes through.
/// </summary>
/// <remarks>
/// Whose bytes they are: a request on a kept-alive connection is written within the call that sends it, so the sender leaves
/// it in <see cref="Sending"/>; on a new connection the first bytes are those of the request it was opened for.
/// </remarks>
internal sealed class ConnectionStream : Stream
{
    private readonly NetworkStream _inner;
    private readonly RunClock _clock;
    private readonly OpenConnections _open;
    private readonly bool _isPlain;
    private HttpRequest? _current;
    private int _disposed;

    /// <param name="socket">Connected; owned from here on.</param>
    /// <param name="first">The request the connection was opened for.</param>
    /// <param name="isPlain">True when what comes in are answers themselves, not TLS records or several answers mixed.</param>
    /// <param name="clock">The run's clock.</param>
    /// <param name="open">The count of open connections.</param>
    public ConnectionStream(Socket socket, HttpRequest? first, bool isPlain, RunClock clock, OpenConnections open)
    {
        _inner = new NetworkStream(socket, ownsSocket: true);
        _current = first;
        _isPlain = isPlain;
        _clock = clock;
        _open = open;
        open.Opened();
    }

    /// <summary>The request that is being sent by the call on this thread.</summary>
    [field: ThreadStatic]
    public static HttpRequest? Sending { get; set; }

    /// <summary>False while the TLS handshake runs: its bytes are nobody's request.</summary>
    public bool CarriesRequests { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!CarriesRequests)
        {
            return _inner.WriteAsync(buffer, cancellationToken);
        }

        var request = Sending ?? _current;
        _current = request;
        request?.StartedWriting();
        var writing = _inner.WriteAsync(buffer, cancellationToken);
        if (!writing.IsCompletedSuccessfully)
        {
            return FinishWriteAsync(writing, request);
        }

        request?.StoppedWriting();
        return writing;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reading = _inner.ReadAsync(buffer, cancellationToken);
        if (!_isPlain || buffer.IsEmpty)
        {
            return reading;
        }

        if (!reading.IsCompletedSuccessfully)
        {
            return FinishReadAsync(reading);
        }

        var read = reading.Result;
        Arrived(read);
        return new ValueTask<int>(read);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => _inner.Write(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _open.Closed();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask FinishWriteAsync(ValueTask writing, HttpRequest? request)
    {
        await writing;
        request?.StoppedWriting();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> FinishReadAsync(ValueTask<int> reading)
    {
        var read = await reading;
        Arrived(read);
        return read;
    }

    private void Arrived(int bytes)
    {
        if (bytes > 0 && _current is { FirstByteSeen: false } request)
        {
            request.SawFirstByte(_clock.ToNanoseconds(_clock.GetTimestamp() - request.Response.StartedTimestamp));
        }
    }
}
