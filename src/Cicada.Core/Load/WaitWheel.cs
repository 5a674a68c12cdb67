using Cicada.Users;

namespace Cicada.Load;

/// <summary>
/// Wakes the users of a run when their waits are over, by the system's clock: one thread turns the wheel while anybody waits. The platform's timers cost an
/// allocation and a place in a queue for each wait, and are late by hundreds of milliseconds where a million wait; see docs/decisions/wait-wheel.md.
/// </summary>
internal sealed class WaitWheel : IDisposable
{
    // Users who are due about the same time are woken together: a thread of the pool that is woken for one alone costs more than the user does (measured; docs/decisions/wait-wheel.md).
    private const int Grid = 3;

    // Nobody can end a nap, so no wait that is added meanwhile may be late by more than this many milliseconds.
    private const int LongestNap = 2;

    private readonly object _gate = new();
    private readonly WaitSlots _slots = new();
    private readonly Stack<WokenUsers> _spare = new();
    private readonly long _started = TimeProvider.System.GetTimestamp();

    // Until when the thread sleeps, so that it is woken only for what comes before.
    private long _sleepsUntil = long.MaxValue;
    private bool _isClosed;

    public WaitWheel() => new Thread(Turn) { IsBackground = true, Name = "Cicada waits" }.Start();

    /// <summary>Waits; ends at once where the user is told to stop.</summary>
    /// <param name="session">The user.</param>
    /// <param name="pause">How long; it ends on the grid, never before.</param>
    public ValueTask WaitAsync(UserSession session, TimeSpan pause)
    {
        var wait = session.Wait;
        var ending = wait.Begin();
        var due = Grid * (long)Math.Ceiling((Elapsed + pause.TotalMilliseconds) / Grid);
        lock (_gate)
        {
            _slots.Add(wait, due);
            if (due < _sleepsUntil)
            {
                Monitor.Pulse(_gate);
            }
        }

        // Whoever said so before the wait was there could not end it.
        if (session.StopRequested)
        {
            End(wait);
        }

        return ending;
    }

    /// <summary>Ends a wait before its time, if there is one.</summary>
    public void End(UserWait wait)
    {
        lock (_gate)
        {
            if (!_slots.Remove(wait))
            {
                return;
            }
        }

        Wake(wait);
    }

    /// <summary>Ends the thread. Nobody is woken any more but by <see cref="End"/>.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
    }

    private double Elapsed => TimeProvider.System.GetElapsedTime(_started).TotalMilliseconds;

    private void Turn()
    {
        while (NextDue() is { } wait)
        {
            for (UserWait? first = wait; first is not null;)
            {
                WokenUsers? woken;
                lock (_spare)
                {
                    _spare.TryPop(out woken);
                }

                first = (woken ?? new WokenUsers(_spare)).Wake(first);
            }
        }
    }

    // Sleeps until somebody's wait is over; null where the wheel is closed.
    private UserWait? NextDue()
    {
        while (true)
        {
            TimeSpan nap;
            lock (_gate)
            {
                if (_isClosed)
                {
                    return null;
                }

                var now = Elapsed;
                if (_slots.TurnTo((long)now) is { } due)
                {
                    return due;
                }

                var next = _slots.NextIn();
                if (next is not <= LongestNap || !Nap.IsPossible)
                {
                    _sleepsUntil = next is null ? long.MaxValue : (long)now + next.Value;
                    _ = next is null ? Monitor.Wait(_gate) : Monitor.Wait(_gate, (int)next.Value);
                    continue;
                }

                nap = TimeSpan.FromMilliseconds((long)now + next.Value - now);
            }

            Nap.Take(nap);
        }
    }

    private static void Wake(UserWait wait) => ThreadPool.UnsafeQueueUserWorkItem(wait, preferLocal: false);
}
