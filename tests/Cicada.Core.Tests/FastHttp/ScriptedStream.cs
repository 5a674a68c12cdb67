using Cicada.Sockets;

namespace Cicada.Tests.FastHttp;

/// <summary>The server's side of a connection in memory: gives the first request its answer, a second one another, and then either ends or says nothing more.</summary>
/// <param name="answer">What the first request gets.</param>
/// <param name="pieceLength">The most that one read gets of it.</param>
/// <param name="ends">Whether the connection ends after it.</param>
internal sealed class ScriptedStream(byte[] answer, int pieceLength, bool ends) : AsynchronousStream
{
    private readonly Lock _gate = new();
    private ReadOnlyMemory<byte> _left = answer;
    private bool _ends = ends;
    private TaskCompletionSource<int>? _reading;
    private Memory<byte> _target;

    /// <summary>What a second request gets.</summary>
    public static byte[] GoodAnswer { get; } = [.. "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8];

    /// <summary>How many requests came over this connection.</summary>
    public int Requests { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (buffer.IsEmpty || _ends || !_left.IsEmpty)
            {
                return new ValueTask<int>(Take(buffer));
            }

            _target = buffer;
            _reading = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask<int>(_reading.Task);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        TaskCompletionSource<int>? reading = null;
        var read = 0;
        lock (_gate)
        {
            if (buffer.Span.EndsWith("\r\n\r\n"u8) && ++Requests == 2)
            {
                _left = GoodAnswer;
                _ends = true;
                (reading, _reading) = (_reading, null);
                read = reading is null ? 0 : Take(_target);
            }
        }

        reading?.SetResult(read);
        return default;
    }

    protected override void Dispose(bool disposing)
    {
        TaskCompletionSource<int>? reading;
        lock (_gate)
        {
            _ends = true;
            _left = default;
            (reading, _reading) = (_reading, null);
        }

        reading?.TrySetResult(0);
        base.Dispose(disposing);
    }

    private int Take(Memory<byte> buffer)
    {
        var piece = _left[..Math.Min(Math.Min(pieceLength, _left.Length), buffer.Length)];
        piece.CopyTo(buffer);
        _left = _left[piece.Length..];
        return piece.Length;
    }
}
