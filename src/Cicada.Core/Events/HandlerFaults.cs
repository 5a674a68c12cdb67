using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Cicada.Events;

/// <summary>What went wrong in event handlers, and those that are still at work.</summary>
internal sealed class HandlerFaults
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private long _count;
    private string? _last;

    public ILogger? Logger { get; set; }

    /// <summary>How many times a handler threw. Above 0 the exit code is 2.</summary>
    public long Count => Volatile.Read(ref _count);

    public void Add(string hook, Exception exception)
    {
        Interlocked.Increment(ref _count);
        Volatile.Write(ref _last, $"the last in '{hook}': {exception.GetType().Name}: {exception.Message}");
        if (Logger is { } logger)
        {
            Log.HandlerThrew(logger, hook, exception);
        }
    }

    /// <summary>What went wrong, for who reads the summary.</summary>
    /// <param name="before">How many times handlers had thrown before the run.</param>
    public string Sentence(long before)
    {
        var count = Count - before;
        return $"Handlers of events threw {(count == 1 ? "once" : $"{count} times")}, {Volatile.Read(ref _last)?.TrimEnd('.')}. What they were to do has not been done; mend them, the log has the whole of it.";
    }

    public void Follow(string hook, Task task)
    {
        _running.TryAdd(task, 0);
        task.ContinueWith(
            ended =>
            {
                _running.TryRemove(ended, out _);
                if (ended.Exception is { } exception)
                {
                    Add(hook, exception.GetBaseException());
                }
                else if (ended.IsCanceled)
                {
                    Add(hook, new OperationCanceledException($"A handler of '{hook}' was cancelled."));
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Waits for the handlers that are still at work, up to a limit.</summary>
    /// <returns>How many had not ended by then.</returns>
    public async Task<int> DrainAsync(TimeSpan limit, TimeProvider clock)
    {
        try
        {
            while (!_running.IsEmpty)
            {
                await Task.WhenAll(_running.Keys).ContinueWith(static _ => { }, TaskScheduler.Default).WaitAsync(limit, clock);
            }
        }
        catch (TimeoutException)
        {
        }

        return _running.Count;
    }
}
