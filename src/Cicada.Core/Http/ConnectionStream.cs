using System.Runtime.CompilerServices;
using Cicada.Metrics;
using Cicada.Sockets;

namespace Cicada.Http;

/// <summary>
/// The stream of one HTTP/1.1 connection, above its TLS: sees when a request's bytes go out and when the first byte of its answer comes in.
/// Everything passes through unchanged.
/// </summary>
/// <remarks>
/// <para>
/// Whose bytes they are. The handler puts the head of a request into its buffer and, in the same breath on the same thread, writes that buffer here.
/// While it does the former it asks for the encoding of each header and says for which request (<see cref="HttpConnector.SelectEncoding"/>): the request is
/// left in a field of the thread, and the write that follows takes it from there. This holds for several requests of a user at once, for the first request
/// of a connection (which need not be the one the connection was opened for), for each redirect, whichever connection it takes, and for retries.
/// </para>
/// <para>
/// Only a body that is produced later than its head (a stream, or content of the test's own) can break that link: then the write comes from
/// anywhere. Such requests leave a trace in the flow of execution instead, which costs an allocation and is therefore only done for them.
/// Further writes without a word belong to the request the connection is busy with: HTTP/1.1 sends one at a time.
/// </para>
/// </remarks>
internal sealed class ConnectionStream(Stream inner, ConnectionTimes? times, RunClock clock) : AsynchronousStream, IReadWatcher
{
    private static readonly AsyncLocal<HttpRequest?> StreamedInThisFlow = new();

    [ThreadStatic]
    private static HttpRequest? t_announced;

    private readonly PolledStream? _polled = inner as PolledStream;
    private HttpRequest? _current;
    private int _heads;

    /// <summary>The head of this request is written next, on this thread.</summary>
    public static void Announce(HttpRequest request)
    {
        if (!request.IsStreamed)
        {
            t_announced = request;
        }
    }

    /// <summary>The head of this request, and its body, are written somewhere in the flow of execution that begins here.</summary>
    public static void AnnounceStreamed(HttpRequest request) => StreamedInThisFlow.Value = request;

    /// <summary>Something has come in: the first of it is the first of the answer.</summary>
    public void Arrived(int bytes)
    {
        if (_current is not { Response.Progress.AwaitsAnswer: true } request)
        {
            return;
        }

        if (bytes > 0)
        {
            var now = clock.GetTimestamp();
            if (request.Progress.TryStartReceiving())
            {
                request.Response.FirstByteNanoseconds = clock.ToNanoseconds(now - request.Response.StartedTimestamp);
            }
        }
        else if (_heads == 1)
        {
            // The handler sends a request again, up to three times, when a connection ends without a word. That is right for a kept-alive connection
            // that the server closed for being idle, just as we sent. On a new connection it would hide a failing server and hit it four times for one sample.
            throw new HttpIOException(HttpRequestError.ResponseEnded, "The server closed the connection before it answered.");
        }
    }

    /// <exception cref="OperationCanceledException">The request has been given up and must not be sent.</exception>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return default;
        }

        var request = StartWriting(out var isHead);
        ValueTask writing;
        try
        {
            writing = inner.WriteAsync(buffer, cancellationToken);
        }
        catch (Exception exception)
        {
            writing = ValueTask.FromException(exception);
        }

        if (writing.IsCompletedSuccessfully)
        {
            request?.Progress.Sent();
            return writing;
        }

        if (isHead)
        {
            // A write that fails at once was refused as a whole: the connection was closed under it, by its own cancellation for instance.
            if (writing.IsCompleted)
            {
                request!.Progress.NotSent();
            }
            else
            {
                request!.Progress.HandedOver();
            }
        }

        return FinishWriteAsync(writing, request);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_polled is not null && !buffer.IsEmpty)
        {
            return _polled.ReadAsync(buffer, this, cancellationToken);
        }

        var reading = inner.ReadAsync(buffer, cancellationToken);
        return buffer.IsEmpty ? reading : FinishReadAsync(reading);
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask FinishWriteAsync(ValueTask writing, HttpRequest? request)
    {
        await writing;
        request?.Progress.Sent();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> FinishReadAsync(ValueTask<int> reading)
    {
        var bytes = await reading;
        Arrived(bytes);
        return bytes;
    }

    private HttpRequest? StartWriting(out bool isHead)
    {
        var next = t_announced;
        t_announced = null;
        if (next is null && StreamedInThisFlow.Value is { } streamed && !ReferenceEquals(streamed, _current))
        {
            next = streamed;
        }

        isHead = next is not null;
        if (next is null)
        {
            _current?.Progress.GoOnSending();
            return _current;
        }

        if (!next.Progress.TryStartSending())
        {
            throw new OperationCanceledException("The request has been given up.");
        }

        _current = next;
        if (_heads++ == 0 && times is not null)
        {
            next.Response.AddConnection(times, clock);
        }

        return next;
    }
}
