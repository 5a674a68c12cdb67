using System.Reflection;
using System.Runtime.CompilerServices;
using Cicada.Load;

namespace Cicada.Users;

/// <summary>The life of one user: start, pick a task, run it, wait, and again until it is told to stop.</summary>
internal sealed class UserLoop(UserSession session, IterationBudget iterations, Lateness lateness, ArrivalPool? arrivals = null)
{
    // The longest a timer can be set to, and longer than any run.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    private readonly User _user = session.User;

    public async Task RunAsync()
    {
        try
        {
            var flow = await GuardAsync(_user.OnStart, nameof(TaskOwner.OnStart));
            if (flow is not (Flow.StopUser or Flow.StopRun))
            {
                flow = await RunTasksAsync(_user, session.Type.Tasks, session.Type.WaitTime);
            }

            if (flow == Flow.StopRun)
            {
                session.Run.Stop($"'{session.Type.Name}' asked for it");
            }
        }
        finally
        {
            session.EnterOnStop();
            if (await GuardAsync(_user.OnStop, nameof(TaskOwner.OnStop)) == Flow.StopRun)
            {
                session.Run.Stop($"'{session.Type.Name}' asked for it");
            }

            session.AbortRequests();
            session.RecordLeftovers();
            _user.Release();
        }
    }

    /// <summary>Runs tasks until something other than the next task is to come; says what.</summary>
    private async Task<Flow> RunTasksAsync(TaskOwner owner, TaskList list, WaitTime waitTime)
    {
        var position = -1;
        var clock = session.Clock;
        var due = clock.GetTimestamp();
        while (!session.StopRequested)
        {
            var task = list.Tasks[list.Next(ref position, session.Random)];
            Flow? flow = null;
            var yielded = false;
            if (task.CreateTaskSet is { } create)
            {
                flow = await EnterAsync(owner, task, create, waitTime);
            }
            else
            {
                if (session.Seat is { } seat ? !await TakeArrivalAsync(seat) : !iterations.TryStart())
                {
                    return Flow.StopUser;
                }

                Exception? left = null;
                try
                {
                    var running = task.Invoke!(owner);
                    yielded = !running.IsCompleted;
                    await running;
                }
                catch (FlowException exception)
                {
                    left = exception;
                    flow = exception.Flow;
                }
                catch (OperationCanceledException exception) when (session.StopRequested)
                {
                    // The run took its time away; that is no error of the task.
                    left = exception;
                }
                catch (Exception exception)
                {
                    left = exception;
                    session.Run.ReportUserError(_user, exception, task.Name);
                }

                session.RecordCompleted(left);
                session.Scheduled = 0;
                iterations.End();
            }

            switch (flow)
            {
                case Flow.StopUser or Flow.StopRun:
                    return flow.Value;
                case Flow.LeaveTaskSet or Flow.LeaveTaskSetImmediately when !ReferenceEquals(owner, _user):
                    return flow.Value;
                case Flow.RescheduleImmediately or Flow.LeaveTaskSetImmediately:
                    due = clock.GetTimestamp();
                    if (!yielded)
                    {
                        await Task.Yield();
                    }

                    continue;
            }

            var now = clock.GetTimestamp();
            if (session.Seat is not null)
            {
                // In the open model the next arrival says when it goes on.
                due = now;
            }
            else if (PauseOf(waitTime, due, now) is var pause && pause > TimeSpan.Zero)
            {
                due = await WaitAsync(pause, now);
            }
            else
            {
                // A task that never waits for anything must not keep its thread from the others.
                if (!yielded)
                {
                    await Task.Yield();
                }

                due = now;
            }
        }

        return Flow.StopUser;
    }

    /// <summary>Waits for an arrival to serve; false where there is none any more.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TakeArrivalAsync(ArrivalSeat seat)
    {
        if (!await arrivals!.TakeAsync(seat))
        {
            return false;
        }

        session.Scheduled = seat.Scheduled;
        lateness.Add(session.RunClock.ToNanoseconds(session.Clock.GetTimestamp() - seat.Scheduled));
        return true;
    }

    private async Task<Flow?> EnterAsync(TaskOwner parent, UserTask task, Func<TaskSet> create, WaitTime inherited)
    {
        TaskSet set;
        try
        {
            set = create();
        }
        catch (Exception exception)
        {
            session.Run.ReportUserError(_user, exception is TargetInvocationException { InnerException: { } cause } ? cause : exception, task.Name);
            return null;
        }

        set.Attach(_user, parent);
        WaitTime? own = null;
        var flow = await GuardAsync(
            () =>
            {
                own = set.WaitTime;
                return set.OnStart();
            },
            $"{task.Name}.{nameof(TaskOwner.OnStart)}");
        if (flow is null or Flow.Reschedule or Flow.RescheduleImmediately)
        {
            flow = await RunTasksAsync(set, task.Nested!, own ?? inherited);
        }

        if (session.StopRequested)
        {
            // No task follows any more: what comes now is OnStop of everything the user is in, with tokens of its own.
            session.EnterOnStop();
        }

        var last = await GuardAsync(set.OnStop, $"{task.Name}.{nameof(TaskOwner.OnStop)}");
        return (flow, last) switch
        {
            (Flow.StopRun, _) or (_, Flow.StopRun) => Flow.StopRun,
            (Flow.StopUser, _) or (_, Flow.StopUser) => Flow.StopUser,
            _ => (last ?? flow) switch
            {
                Flow.LeaveTaskSet => Flow.Reschedule,
                Flow.LeaveTaskSetImmediately => Flow.RescheduleImmediately,
                var other => other,
            },
        };
    }

    private TimeSpan PauseOf(WaitTime waitTime, long due, long now)
    {
        try
        {
            return waitTime.Next(new WaitContext(_user, session.Random, session.Clock.GetElapsedTime(due, now)));
        }
        catch (Exception exception)
        {
            session.Run.ReportUserError(_user, exception, nameof(TaskOwner.WaitTime));
            return TimeSpan.FromSeconds(1);
        }
    }

    /// <summary>Waits until the next task is due, at the longest until the user is stopped.</summary>
    /// <returns>When the next task is due: what its lateness is measured from.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<long> WaitAsync(TimeSpan pause, long now)
    {
        var clock = session.Clock;

        // Timers count whole milliseconds and would drop a part of one: rounded up, no task starts before it is due, and none in no time at all.
        pause = pause < Longest ? pause : Longest;
        var slept = TimeSpan.FromMilliseconds(Math.Ceiling(pause.TotalMilliseconds));
        if (session.Waits is { } waits)
        {
            await waits.WaitAsync(session, slept);
        }
        else
        {
            await Task.Delay(slept, clock, session.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!session.StopRequested)
        {
            lateness.Add(session.RunClock.ToNanoseconds(clock.GetTimestamp() - now) - (slept.Ticks * 100));
        }

        return now + (long)Math.Round(pause.Ticks * (clock.TimestampFrequency / (double)TimeSpan.TicksPerSecond));
    }

    /// <summary>Calls a hook of a user's or task set's own; what it throws is a user error.</summary>
    private async Task<Flow?> GuardAsync(Func<Task> hook, string name)
    {
        Exception? left = null;
        Flow? flow = null;
        try
        {
            await hook();
        }
        catch (FlowException exception)
        {
            left = exception;
            flow = exception.Flow;
        }
        catch (OperationCanceledException exception) when (session.StopRequested)
        {
            // As for tasks.
            left = exception;
        }
        catch (Exception exception)
        {
            left = exception;
            session.Run.ReportUserError(_user, exception, name);
        }

        session.RecordCompleted(left);
        return flow;
    }
}
