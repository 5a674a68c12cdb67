namespace Cicada.Load;

/// <summary>How many iterations a run may still start, and whether all it started have ended.</summary>
internal sealed class IterationBudget(long? limit)
{
    private readonly TaskCompletionSource _spent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _started;
    private long _ended;

    /// <summary>Ends when as many iterations as allowed have been started and have ended; never without a limit.</summary>
    public Task Spent => _spent.Task;

    /// <summary>False when no further iteration may start.</summary>
    public bool TryStart() => limit is null || Interlocked.Increment(ref _started) <= limit;

    public void End()
    {
        if (limit is not null && Interlocked.Increment(ref _ended) == limit)
        {
            _spent.TrySetResult();
        }
    }
}
