using Microsoft.Extensions.Time.Testing;

namespace Cicada.TestSupport.Time;

/// <summary>
/// A clock for code that lives on the thread pool: it moves from one timer to the next and lets everything a timer has set off
/// come to rest before it moves on, like a simulation of discrete events.
/// </summary>
/// <remarks>
/// Everything is at rest when nothing is queued on the thread pool and none of its threads is at work. That is exact, but it is the pool of
/// the whole process: tests that use this clock cannot run beside others.
/// </remarks>
public sealed class SteppedClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 10, 12, 7, TimeSpan.Zero))
{
    // A net for a test that would otherwise hang; no test is meant to come near it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly HashSet<SteppedTimer> _timers = [];

    /// <summary>Moves on, timer by timer, and returns when everything is at rest again.</summary>
    /// <param name="span">How far.</param>
    public Task AdvanceAsync(TimeSpan span) => OutsideThePool(() =>
    {
        var target = GetUtcNow() + span;
        Rest();
        while (NextDue() is { } due && due <= target)
        {
            MoveTo(due);
            Rest();
        }

        MoveTo(target);
        Rest();
    });

    /// <summary>Moves on, timer by timer, until a task has ended.</summary>
    /// <typeparam name="T">What the task returns.</typeparam>
    /// <param name="task">The task to wait for.</param>
    /// <param name="atMost">How far the clock may be moved for it.</param>
    public async Task<T> AdvanceUntilAsync<T>(Task<T> task, TimeSpan atMost)
    {
        await OutsideThePool(() =>
        {
            var target = GetUtcNow() + atMost;
            Rest();
            while (!task.IsCompleted && NextDue() is { } due && due <= target)
            {
                MoveTo(due);
                Rest();
            }
        });
        return await task.WaitAsync(Patience);
    }

    /// <summary>Waits until everything is at rest, without moving.</summary>
    public Task RestAsync() => OutsideThePool(Rest);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(this, callback, state);
        timer.Inner = base.CreateTimer(timer.Fire, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(dueTime, period);
        return timer;
    }

    // On a thread of its own, so that every thread of the pool that works does so for the test.
    private static Task OutsideThePool(Action act) =>
        Task.Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    private static void Rest()
    {
        var started = Environment.TickCount64;
        for (var quiet = 0; quiet < 3;)
        {
            // In this order: what leaves the queue is at work already.
            var queued = ThreadPool.PendingWorkItemCount;
            ThreadPool.GetAvailableThreads(out var available, out _);
            ThreadPool.GetMaxThreads(out var most, out _);
            quiet = queued == 0 && available == most ? quiet + 1 : 0;
            if (quiet == 0)
            {
                Thread.Yield();
            }

            if (Environment.TickCount64 - started > Patience.TotalMilliseconds)
            {
                throw new TimeoutException($"The thread pool has not come to rest for {Patience}: {queued} pieces of work are queued and {most - available} are being done.");
            }
        }
    }

    private DateTimeOffset? NextDue()
    {
        lock (_gate)
        {
            return _timers.Count == 0 ? null : _timers.Min(timer => timer.Due);
        }
    }

    private void MoveTo(DateTimeOffset time)
    {
        if (time > GetUtcNow())
        {
            SetUtcNow(time);
        }
    }

    private sealed class SteppedTimer(SteppedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public ITimer Inner { get; set; } = null!;

        public DateTimeOffset Due { get; private set; }

        public void Fire(object? _)
        {
            Arm(_period);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Arm(dueTime);
            return Inner.Change(dueTime, period);
        }

        public void Dispose()
        {
            Arm(Timeout.InfiniteTimeSpan);
            Inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Arm(Timeout.InfiniteTimeSpan);
            return Inner.DisposeAsync();
        }

        private void Arm(TimeSpan dueTime)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime >= TimeSpan.Zero && !(dueTime == TimeSpan.Zero && _period == TimeSpan.Zero))
                {
                    Due = clock.GetUtcNow() + dueTime;
                    clock._timers.Add(this);
                }
            }
        }
    }
}
