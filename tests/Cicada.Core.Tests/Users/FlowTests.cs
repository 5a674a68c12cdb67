namespace Cicada.Tests.Users;

/// <summary>How tasks steer their user, through nested task sets too.</summary>
public sealed class FlowTests
{
    [Fact]
    public async Task StopUser_ends_this_user_with_its_OnStop_and_no_other_takes_its_place()
    {
        var script = Noting(user =>
        {
            if (user.Number == 0)
            {
                user.StopUser();
            }
        });
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 2, RunTime = TimeSpan.FromSeconds(2.5) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(1, script.Words.Count(word => word == "0 act"));
        Assert.Equal(0.0, Assert.Single(script.TimesOf("0 stop")));
        Assert.Equal(3, script.Words.Count(word => word == "1 act"));
        Assert.Empty(summary.UserErrors);
    }

    [Fact]
    public async Task When_every_user_has_stopped_itself_the_run_is_finished()
    {
        var script = Noting(user => user.StopUser());
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 5, SpawnRate = 1 }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(RunState.Finished, summary.State);
        Assert.Equal(TimeSpan.FromSeconds(4), summary.Ended - summary.Started);
    }

    [Fact]
    public async Task StopUser_in_OnStart_means_no_task_at_all_but_OnStop()
    {
        var script = Noting(_ => { });
        script.OnStart = user =>
        {
            user.StopUser();
            return Task.CompletedTask;
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan(), script);

        await rehearsal.PlayAsync();

        Assert.Equal(["0 stop"], script.Words);
    }

    [Fact]
    public async Task StopRun_ends_the_whole_run_in_order()
    {
        var script = Noting(user =>
        {
            if (user.Number == 1)
            {
                user.StopRun();
            }
        });
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 2 }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(["0 act", "0 stop", "1 act", "1 stop"], script.Words.Order());
        Assert.Equal(TimeSpan.FromSeconds(0.01), summary.Ended - summary.Started);
        Assert.Equal(ExitCode.Success, summary.ExitCode);
    }

    [Fact]
    public async Task StopRun_from_OnStop_ends_the_run_as_well()
    {
        var script = Noting(user => user.StopUser());
        script.OnStop = user =>
        {
            if (user.Number == 0)
            {
                user.StopRun();
            }

            return Task.CompletedTask;
        };
        script.Act = user => user.Number == 0 ? throw new Cicada.Users.FlowException(Cicada.Users.Flow.StopUser) : Task.CompletedTask;
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 2, RunTime = TimeSpan.FromMinutes(1) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.True(summary.Ended - summary.Started < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Reschedule_waits_before_the_next_task_and_RescheduleImmediately_does_not()
    {
        var script = Noting(_ => { });
        var count = 0;
        script.Act = user =>
        {
            script.Note(user, "act");
            switch (++count)
            {
                case 2:
                    user.Reschedule();
                    break;
                case 3:
                    user.RescheduleImmediately();
                    break;
            }

            return Task.CompletedTask;
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(3.5) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal([0, 1, 2, 2, 3], script.TimesOf("act"));
        Assert.Empty(summary.UserErrors);
    }

    [Fact]
    public async Task A_task_set_is_entered_runs_its_tasks_and_is_left_with_its_hooks_called_in_order()
    {
        var script = new Script();
        var rehearsal = new Rehearsal(Rehearsal.Plan(typeof(Nesting)) with { RunTime = TimeSpan.FromSeconds(4.5) }, script);

        await rehearsal.PlayAsync();

        Assert.Equal(
            [
                "user start", // 0
                "before",
                "outer start", // 1
                "inner start",
                "inner act",
                "inner stop", // left without a wait
                "outer act",
                "outer stop", // left with a wait, 2
                "after",
                "before", // 3
                "outer start", // 4
                "inner start",
                "inner act",
                "inner stop",
                "outer act",
                "outer stop",
                "user stop",
            ],
            script.Words);
        Assert.Equal([0, 3], script.TimesOf("before"));
        Assert.Equal([1, 4], script.TimesOf("outer act"));
        Assert.Equal([2], script.TimesOf("after"));
    }

    [Fact]
    public async Task Stopping_a_user_calls_OnStop_of_every_task_set_it_is_in_from_the_inside_out()
    {
        var script = new Script();
        var rehearsal = new Rehearsal(Rehearsal.Plan(typeof(Deep)) with { RunTime = TimeSpan.FromSeconds(1.5) }, script);

        await rehearsal.PlayAsync();

        Assert.Equal(["act", "act", "inner stop", "outer stop", "user stop"], script.Words);
    }

    [Fact]
    public async Task Leaving_in_the_OnStop_of_a_task_set_leaves_that_one_only()
    {
        var script = new Script();
        var rehearsal = new Rehearsal(Rehearsal.Plan(typeof(LeavesInOnStop)) with { RunTime = TimeSpan.FromSeconds(2.5) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Empty(summary.UserErrors);
        Assert.Equal(["outer start", "inner", "inner", "inner", "outer stop"], script.Words);
    }

    [Fact]
    public async Task What_OnStop_of_a_task_set_asks_for_does_not_keep_a_user_that_stops_itself()
    {
        var script = new Script();
        var rehearsal = new Rehearsal(Rehearsal.Plan(typeof(StopsItselfInside)) with { RunTime = TimeSpan.FromSeconds(10) }, script);

        await rehearsal.PlayAsync();

        Assert.Equal(["act", "user stop"], script.Words);
    }

    [Fact]
    public async Task A_task_set_that_cannot_be_made_is_a_user_error_and_the_user_goes_on()
    {
        var script = new Script();
        var rehearsal = new Rehearsal(Rehearsal.Plan(typeof(BrokenSetUser)) with { RunTime = TimeSpan.FromSeconds(2.5) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(3, summary.UserErrors.Sum(error => error.Occurrences));
        Assert.All(summary.UserErrors, error => Assert.Equal("System.NotSupportedException", error.Exception));
        Assert.DoesNotContain(rehearsal.Log.Lines, line => line.Level == Microsoft.Extensions.Logging.LogLevel.Critical);
    }

    [Fact]
    public async Task A_task_set_that_is_left_at_once_again_and_again_lets_others_have_the_thread()
    {
        var script = Script.Current = new Script();
        var rehearsal = new Rehearsal(Rehearsal.Plan(typeof(LeavesAtOnceUser)), script);
        var session = new Cicada.Users.UserSession(rehearsal.Run, Type(), new LeavesAtOnceUser(), 0);
        session.User.Attach(session);
        var life = new Cicada.Users.UserLoop(session, new Cicada.Load.IterationBudget(null), new Cicada.Load.Lateness());
        using var queued = new QueuedContext();

        var ending = queued.Run(life.RunAsync);

        Assert.False(ending.IsCompleted);
        Assert.InRange(script.Words.Count(), 0, 2);
        session.RequestStop();
        queued.Drain();
        await ending;

        static Cicada.Users.UserType Type() => Cicada.Users.UserTypeReader.Read(Rehearsal.Plan(typeof(LeavesAtOnceUser)), [], [])[0];
    }

    private static Script Noting(Action<ScriptedUser> act)
    {
        var script = new Script();
        script.Act = user =>
        {
            script.Note(user, $"{user.Number} act");
            act(user);
            return Task.CompletedTask;
        };
        script.OnStop = user =>
        {
            script.Note(user, $"{user.Number} stop");
            return Task.CompletedTask;
        };
        return script;
    }

    public abstract class Noted : TaskSet
    {
        protected void Note(string what) => Script.Current.Note(this, what);
    }

    public sealed class Nesting : User
    {
        public override WaitTime? WaitTime => WaitTime.Constant(1);

        public override Task OnStart()
        {
            Script.Current.Note(this, "user start");
            return Task.CompletedTask;
        }

        public override Task OnStop()
        {
            Script.Current.Note(this, "user stop");
            return Task.CompletedTask;
        }

        [Task]
        public sealed class Steps : SequentialTaskSet
        {
            [Task]
            public void Before() => Script.Current.Note(this, "before");

            [Task]
            public sealed class Outer : SequentialTaskSet
            {
                public override Task OnStart()
                {
                    Script.Current.Note(this, "outer start");
                    return Task.CompletedTask;
                }

                public override Task OnStop()
                {
                    Script.Current.Note(this, "outer stop");
                    return Task.CompletedTask;
                }

                [Task]
                public sealed class Inner : Noted
                {
                    public override Task OnStart()
                    {
                        Note("inner start");
                        return Task.CompletedTask;
                    }

                    public override Task OnStop()
                    {
                        Note("inner stop");
                        return Task.CompletedTask;
                    }

                    [Task]
                    public void Act()
                    {
                        Note("inner act");
                        Leave();
                    }
                }

                [Task]
                public void Act()
                {
                    Script.Current.Note(this, "outer act");
                    Leave(waitFirst: true);
                }
            }

            [Task]
            public void After() => Script.Current.Note(this, "after");
        }
    }

    public sealed class Deep : User
    {
        public override WaitTime? WaitTime => WaitTime.Constant(1);

        public override Task OnStop()
        {
            Script.Current.Note(this, "user stop");
            return Task.CompletedTask;
        }

        [Task]
        public sealed class Outer : Noted
        {
            public override Task OnStop()
            {
                Note("outer stop");
                return Task.CompletedTask;
            }

            [Task]
            public sealed class Inner : Noted
            {
                public override Task OnStop()
                {
                    Note("inner stop");
                    return Task.CompletedTask;
                }

                [Task]
                public void Act() => Note("act");
            }
        }
    }

    public sealed class LeavesInOnStop : User
    {
        public override WaitTime? WaitTime => WaitTime.Constant(1);

        [Task]
        public sealed class Outer : Noted
        {
            public override Task OnStart()
            {
                Note("outer start");
                return Task.CompletedTask;
            }

            public override Task OnStop()
            {
                Note("outer stop");
                return Task.CompletedTask;
            }

            [Task]
            public sealed class Inner : Noted
            {
                public override Task OnStop()
                {
                    Leave(waitFirst: true);
                    return Task.CompletedTask;
                }

                [Task]
                public void Act()
                {
                    Note("inner");
                    Leave(waitFirst: true);
                }
            }
        }
    }

    public sealed class StopsItselfInside : User
    {
        public override WaitTime? WaitTime => WaitTime.Constant(1);

        public override Task OnStop()
        {
            Script.Current.Note(this, "user stop");
            return Task.CompletedTask;
        }

        [Task]
        public sealed class Set : Noted
        {
            public override Task OnStop()
            {
                Reschedule();
                return Task.CompletedTask;
            }

            [Task]
            public void Act()
            {
                Note("act");
                StopUser();
            }
        }
    }

    public sealed class BrokenSetUser : User
    {
        public override WaitTime? WaitTime => WaitTime.Constant(1);

        [Task]
        public sealed class Broken : TaskSet
        {
            public Broken() => throw new NotSupportedException("cannot be made");

            [Task]
            public void Act()
            {
            }
        }
    }

    public sealed class LeavesAtOnceUser : User
    {
        [Task]
        public sealed class Set : Noted
        {
            public override Task OnStart()
            {
                Note("enter");
                if (Script.Current.Happened.Count > 1_000)
                {
                    StopUser();
                }

                Leave();
                return Task.CompletedTask;
            }

            [Task]
            public void Act()
            {
            }
        }
    }

    /// <summary>Keeps what is posted to it until it is told to run it.</summary>
    private sealed class QueuedContext : SynchronizationContext, IDisposable
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
        private readonly SynchronizationContext? _previous = Current;

        public Task Run(Func<Task> work)
        {
            SetSynchronizationContext(this);
            return work();
        }

        public void Drain()
        {
            while (_queue.TryDequeue(out var entry))
            {
                entry.Callback(entry.State);
            }
        }

        public override void Post(SendOrPostCallback d, object? state) => _queue.Enqueue((d, state));

        public void Dispose() => SetSynchronizationContext(_previous);
    }
}
