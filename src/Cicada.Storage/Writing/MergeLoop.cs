namespace Cicada.Storage.Writing;

/// <summary>Merges what waits, in the background: at once where it is much, else after a while, so that many small writes share one transaction.</summary>
internal sealed class MergeLoop : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly WaitingBatches _waiting;
    private readonly Action _merge;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private bool _disposed;

    public MergeLoop(WaitingBatches waiting, Action merge, TimeProvider clock)
    {
        (_waiting, _merge, _clock) = (waiting, merge, clock);
        _loop = Task.Run(LoopAsync);
    }

    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            _stop.Cancel();
            _loop.Wait();
            _stop.Dispose();
        }
    }

    private async Task LoopAsync()
    {
        var failed = false;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _waiting.Arrived.WaitAsync(_stop.Token).ConfigureAwait(false);
                var pause = Task.Delay(Patience, _clock, _stop.Token);
                await (failed ? pause : Task.WhenAny(_waiting.ArePlenty, pause)).ConfigureAwait(false);
                if (!_stop.IsCancellationRequested)
                {
                    failed = true;
                    _merge();
                    failed = false;
                }
            }
            catch (OperationCanceledException)
            {
                // The end.
            }
            catch (StoreException exception)
            {
                // A full disk, for instance. All of it is in the log.
                _waiting.Fail(exception.Message);
            }
        }
    }
}
