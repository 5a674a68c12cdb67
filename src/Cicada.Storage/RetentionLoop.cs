namespace Cicada.Storage;

/// <summary>Removes points that have grown too old, or that deleted runs have left, in the background: in bounded steps, so that writes come in between.</summary>
internal sealed class RetentionLoop : IDisposable
{
    /// <summary>How often it looks, as InfluxDB does.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(30);

    /// <summary>How long it waits after a failure.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenSteps = TimeSpan.FromMilliseconds(10);

    private readonly Func<long> _removeSome;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private volatile TaskCompletionSource _hurried = NewSignal();

    /// <param name="removeSome">Removes some points and says how many.</param>
    /// <param name="clock">The clock by which it waits.</param>
    public RetentionLoop(Func<long> removeSome, TimeProvider clock)
    {
        _removeSome = removeSome;
        _clock = clock;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Looks at once.</summary>
    public void Hurry() => _hurried.TrySetResult();

    public void Dispose()
    {
        _stop.Cancel();
        _loop.Wait();
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            // Armed before it looks, so that a hurry that comes meanwhile is not missed.
            var hurried = _hurried = NewSignal();
            var pause = Every;
            try
            {
                pause = _removeSome() > 0 ? BetweenSteps : Every;
            }
            catch (Exception)
            {
                // A full disk, for instance; whatever it is, what is too old is still there the next time.
                pause = AfterFailure;
            }

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            await Task.WhenAny(hurried.Task, Task.Delay(pause, _clock, waiting.Token)).ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
