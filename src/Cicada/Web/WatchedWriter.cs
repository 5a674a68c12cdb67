using System.IO.Pipelines;

namespace Cicada.Web;

/// <summary>A writer that says when what was written is not taken in time.</summary>
internal sealed class WatchedWriter : PipeWriter, IAsyncDisposable
{
    private readonly PipeWriter _inner;
    private readonly TimeSpan _patience;
    private readonly ITimer _timer;

    /// <param name="inner">Where what is written goes.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="patience">How long a flush may wait for somebody to take something.</param>
    /// <param name="stalled">Called where it waits longer.</param>
    public WatchedWriter(PipeWriter inner, TimeProvider clock, TimeSpan patience, Action stalled)
    {
        (_inner, _patience) = (inner, patience);
        _timer = clock.CreateTimer(static act => ((Action)act!)(), stalled, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override bool CanGetUnflushedBytes => _inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => _inner.UnflushedBytes;

    public override void Advance(int bytes) => _inner.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _inner.GetSpan(sizeHint);

    public override void CancelPendingFlush() => _inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _inner.CompleteAsync(exception);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => Watched(_inner.FlushAsync(cancellationToken));

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        Watched(_inner.WriteAsync(source, cancellationToken));

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    // Most flushes find room.
    private ValueTask<FlushResult> Watched(ValueTask<FlushResult> flushing) => flushing.IsCompleted ? flushing : WatchAsync(flushing);

    private async ValueTask<FlushResult> WatchAsync(ValueTask<FlushResult> flushing)
    {
        _timer.Change(_patience, Timeout.InfiniteTimeSpan);
        try
        {
            return await flushing;
        }
        finally
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
