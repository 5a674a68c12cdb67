using Cicada.Load;

namespace Cicada.Runs;

/// <summary>Brings the arrivals of a run, each when it is due.</summary>
/// <remarks>
/// Whatever is due is brought at once, however late this loop is, and each carries the moment it was scheduled for. By the system's clock it is a thread of its own: the pool may be busy with users, and
/// its timers wake once a millisecond, which is what an arrival may be late by.
/// </remarks>
/// <param name="run">The run.</param>
/// <param name="schedule">When arrivals are due.</param>
/// <param name="pool">Who takes them.</param>
internal sealed class ArrivalLoop(Run run, ArrivalSchedule schedule, ArrivalPool pool)
{
    // So short a sleep that nobody is late by more than half of what is allowed, and so long that waking costs next to nothing.
    private static readonly TimeSpan LongestNap = TimeSpan.FromMicroseconds(400);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(3);

    /// <summary>The chance of arrivals is that of no user.</summary>
    public const int Seed = -1;

    private TimeSpan? _next;

    /// <summary>Ends when there are no more arrivals, or it is told to.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _next = schedule.Next();
        if (run.Clock.Provider == TimeProvider.System)
        {
            await Task.Factory.StartNew(() => RunOnThread(cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        else
        {
            while (BringDue() is { } pause && !cancellationToken.IsCancellationRequested)
            {
                // Timers count whole milliseconds: rounded up, so that none comes too early.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(pause.TotalMilliseconds), int.MaxValue)), run.Clock.Provider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // What was due when the run was stopped, and this loop too late to bring.
        for (var stopped = run.Elapsed; _next is { } due && due <= stopped && IsBeforeEnd(due) && pool.Miss(); _next = schedule.Next())
        {
        }
    }

    private void RunOnThread(CancellationToken cancellationToken)
    {
        Thread.CurrentThread.Name ??= "Cicada arrivals";
        while (!cancellationToken.IsCancellationRequested && BringDue() is { } pause)
        {
            if (pause > Soon)
            {
                cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(Math.Min((pause - (Soon / 3)).TotalMilliseconds, int.MaxValue)));
            }
            else if (Nap.IsPossible)
            {
                Nap.Take(pause < LongestNap ? pause : LongestNap);
            }
            else
            {
                cancellationToken.WaitHandle.WaitOne(1);
            }
        }
    }

    /// <summary>Brings all that are due; says how long it is until the next, or null where there is none any more.</summary>
    private TimeSpan? BringDue()
    {
        while (_next is { } due && IsBeforeEnd(due))
        {
            var pause = due - run.Elapsed;
            if (pause > TimeSpan.Zero)
            {
                return pause;
            }

            if (!pool.Arrive(run.Clock.ToTimestamp(due)))
            {
                _next = null;
                return null;
            }

            _next = schedule.Next();
        }

        return null;
    }

    // A run of ten seconds with 500 a second has 5,000, and not one more that is due with its end.
    private bool IsBeforeEnd(TimeSpan due) => run.Plan.RunTime is not { } end || due < end;
}
