namespace Cicada.Storage.InfluxQl;

/// <summary>Runs continuous queries when they are due, as long as it is not disposed of. Whoever serves the store starts it.</summary>
internal sealed class ContinuousQueries : IAsyncDisposable
{
    /// <summary>How often it looks, as InfluxDB does.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly InfluxStore _store;
    private readonly PeriodicTimer _timer;
    private readonly Action<ContinuousQuery, Exception> _failed;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private int _disposed;

    /// <param name="store">The store.</param>
    /// <param name="clock">The clock by which they are due.</param>
    /// <param name="failed">Told of each run that failed, and why. The next one is tried nevertheless.</param>
    public ContinuousQueries(InfluxStore store, TimeProvider clock, Action<ContinuousQuery, Exception> failed)
    {
        (_store, _timer, _failed) = (store, new PeriodicTimer(Every, clock), failed);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Ends; a run that is under way is interrupted, and done again by whoever serves the store next.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _timer.Dispose();
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                foreach (var query in _store.Continuous.All.TakeWhile(_ => !_stop.IsCancellationRequested))
                {
                    Run(query);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end.
        }
    }

    private void Run(ContinuousQuery query)
    {
        try
        {
            _store.RunIfDue(query, _stop.Token);
        }
        catch (Exception exception)
        {
            // Whatever it is, also a fault of ours: nobody would notice that the others are not run any more. At the end it is the end.
            if (!_stop.IsCancellationRequested)
            {
                _failed(query, exception);
            }
        }
    }
}
