using Microsoft.Extensions.Logging;

namespace Cicada.Runs;

/// <summary>Keeps what a watcher throws away from the run: it is said once, and the watcher is not told anything more.</summary>
internal sealed class GuardedWatcher(IRunWatcher watcher, ILogger logger) : IRunWatcher
{
    private int _hasFailed;

    public void Began(Run run) => Tell(static (watcher, run) => watcher.Began(run), run);

    public void Observed(Observation observation) => Tell(static (watcher, observation) => watcher.Observed(observation), observation);

    public void SecondEnded(long timeNanoseconds) => Tell(static (watcher, time) => watcher.SecondEnded(time), timeNanoseconds);

    /// <summary>Told in any case: whoever waits for the end must not wait for ever.</summary>
    public void Ended(RunState state)
    {
        Volatile.Write(ref _hasFailed, 0);
        Tell(static (watcher, state) => watcher.Ended(state), state);
    }

    private void Tell<T>(Action<IRunWatcher, T> tell, T what)
    {
        if (Volatile.Read(ref _hasFailed) != 0)
        {
            return;
        }

        try
        {
            tell(watcher, what);
        }
        catch (Exception exception)
        {
            // The line that says so may be watched itself: it is not told any more.
            if (Interlocked.Exchange(ref _hasFailed, 1) == 0)
            {
                Log.WatcherFailed(logger, exception);
            }
        }
    }
}
