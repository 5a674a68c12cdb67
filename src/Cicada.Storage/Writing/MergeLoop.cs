namespace Cicada.Storage.Writing;

/// <summary>Merges what waits, in the background: at once where it is much, else after a while, so that many small writes share one transaction.</summary>
internal sealed class MergeLoop : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly WaitingBatches _waiting;
    private readonly Action _merge;
    private readonly TimeProvider _clock;
    private readonly Action<string> _tell;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private string _told = "";
    private bool _disposed;

    /// <param name="waiting">What waits.</param>
    /// <param name="merge">Merges it.</param>
    /// <param name="clock">The time between two merges.</param>
    /// <param name="tell">Takes a sentence where it does not work, once for each reason in a row.</param>
    public MergeLoop(WaitingBatches waiting, Action merge, TimeProvider clock, Action<string> tell)
    {
        (_waiting, _merge, _clock, _tell) = (waiting, merge, clock, tell);
        _loop = Task.Run(LoopAsync);
    }

    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            _stop.Cancel();

            // It ends whatever happens, and whoever closes the store has more to close.
            Task.WhenAny(_loop).Wait();
            _stop.Dispose();
        }
    }

    private void Tell(Exception exception)
    {
        _waiting.Fail(exception.Message);
        if (_told != exception.Message)
        {
            _told = exception.Message;
            _tell($"Points that were written wait in the log and could not be merged: {exception.Message.TrimEnd('.')}. That is tried again; if it stays so, look at the store's disk.");
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
                    _told = "";
                }
            }
            catch (OperationCanceledException)
            {
                // The end.
            }
            catch (Exception exception)
            {
                // A full disk, for instance, or a mistake of ours. All of it is in the log; writers are told once there is no room for more.
                Tell(exception);
            }
        }
    }
}
