using Cicada.Load;

namespace Cicada.Users;

/// <summary>The life of one user: start, pick a task, run it, wait, and again until it is told to stop.</summary>
internal sealed class UserLoop(UserSession session, IterationBudget iterations, Lateness lateness)
{
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
            await GuardAsync(_user.OnStop, nameof(TaskOwner.OnStop));
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
                yielded = true;
            }
            else
            {
                if (!iterations.TryStart())
                {
                    return Flow.StopUser;
                }

                Exception? error = null;
                try
                {
                    var running = task.Invoke!(owner);
                    if (running is not null && !running.IsCompletedSuccessfully)
                    {
                        yielded = !running.IsCompleted;
                        await running;
                    }
                }
                catch (FlowException exception)
                {
                    flow = exception.Flow;
                }
                catch (OperationCanceledException) when (session.StopRequested)
                {
                    // The run took its time away; that is no error of the task.
                }
                catch (Exception exception)
                {
                    error = exception;
                    session.Run.ReportUserError(_user, exception, task.Name);
                }

                session.RecordCompleted(error);
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

            due = await WaitAsync(waitTime, due, yielded);
        }

        return Flow.StopUser;
    }

    private async Task<Flow?> EnterAsync(TaskOwner parent, UserTask task, Func<TaskSet> create, WaitTime inherited)
    {
        var set = create();
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

        var last = await GuardAsync(set.OnStop, $"{task.Name}.{nameof(TaskOwner.OnStop)}");
        return last ?? flow switch
        {
            Flow.LeaveTaskSet => Flow.Reschedule,
            Flow.LeaveTaskSetImmediately => Flow.RescheduleImmediately,
            _ => flow,
        };
    }

    /// <summary>Waits until the next task is due, at the longest until the user is stopped.</summary>
    /// <returns>When the next task is due: what its lateness is measured from.</returns>
    private async Task<long> WaitAsync(WaitTime waitTime, long due, bool yielded)
    {
        var clock = session.Clock;
        var now = clock.GetTimestamp();
        TimeSpan pause;
        try
        {
            pause = waitTime.Next(new WaitContext(_user, session.Random, clock.GetElapsedTime(due, now)));
        }
        catch (Exception exception)
        {
            session.Run.ReportUserError(_user, exception, nameof(TaskOwner.WaitTime));
            pause = TimeSpan.FromSeconds(1);
        }

        if (pause <= TimeSpan.Zero)
        {
            // A task that never waits for anything must not keep its thread from the others.
            if (!yielded)
            {
                await Task.Yield();
            }

            return now;
        }

        var wake = now + (long)(pause.TotalSeconds * clock.TimestampFrequency);
        await Task.Delay(pause, clock, session.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var woken = clock.GetTimestamp();
        if (!session.StopRequested)
        {
            lateness.Add(session.RunClock.ToNanoseconds(woken - wake));
        }

        return wake;
    }

    /// <summary>Calls a hook of a user's or task set's own; what it throws is a user error.</summary>
    private async Task<Flow?> GuardAsync(Func<Task> hook, string name)
    {
        Exception? error = null;
        Flow? flow = null;
        try
        {
            await hook();
        }
        catch (FlowException exception)
        {
            flow = exception.Flow;
        }
        catch (OperationCanceledException) when (session.StopRequested)
        {
            // As for tasks.
        }
        catch (Exception exception)
        {
            error = exception;
            session.Run.ReportUserError(_user, exception, name);
        }

        session.RecordCompleted(error);
        return flow;
    }
}
