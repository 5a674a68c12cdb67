namespace Cicada.Tests.Runs;

/// <summary>The steps in which a run takes its users' time away.</summary>
public sealed class StoppingTests
{
    [Fact]
    public async Task Waits_end_at_once_and_no_further_task_starts()
    {
        var script = new Script { WaitTime = WaitTime.Constant(60) };
        script.Act = user =>
        {
            script.Note(user, "act");
            return Task.CompletedTask;
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 3, RunTime = TimeSpan.FromSeconds(10) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(TimeSpan.FromSeconds(10), summary.Ended - summary.Started);
        Assert.Equal(3, script.Words.Count());
    }

    [Fact]
    public async Task A_running_task_goes_on_and_ends_undisturbed_within_the_stop_timeout()
    {
        var script = new Script();
        script.Act = async user =>
        {
            using var call = user.Measure("test", "long");
            await user.PauseAsync(14);
            script.Note(user, "done");
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(10) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal([14.0], script.TimesOf("done"));
        Assert.Equal((1L, 0L), (summary.Total.Count, summary.Total.Failures));
        Assert.Equal(14_000, summary.Total.Max, 0.5);
        Assert.Equal(TimeSpan.FromSeconds(14), summary.Ended - summary.Started);
    }

    [Theory]
    [InlineData(5, 15)]
    [InlineData(0.5, 10.5)]
    [InlineData(0, 10)] // at once
    public async Task After_the_stop_timeout_the_task_is_cancelled_and_its_call_recorded_as_cancelled(double stopTimeout, double ends)
    {
        var script = new Script();
        script.Act = async user =>
        {
            using var call = user.Measure("test", "long");
            await user.PauseAsync(1_000);
        };
        script.OnStop = user =>
        {
            script.Note(user, user.Cancellation.IsCancellationRequested ? "stale token" : "fresh token");
            return Task.CompletedTask;
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(10), StopTimeout = TimeSpan.FromSeconds(stopTimeout) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal([ends], script.TimesOf("fresh token"));
        Assert.Equal("cancelled", Assert.Single(rehearsal.Output.Samples).Error);
        Assert.Equal("cancelled", Assert.Single(summary.Failures).Exception);
        Assert.Equal(ends * 1_000, summary.Total.Max, 0.5);
        Assert.Empty(summary.UserErrors);
        Assert.Equal(ExitCode.Failures, summary.ExitCode);
    }

    [Fact]
    public async Task OnStop_may_still_work_for_a_second_after_the_stop_timeout()
    {
        var script = new Script();
        script.Act = user => user.PauseAsync(1_000);
        script.OnStop = async user =>
        {
            await user.PauseAsync(0.9);
            script.Note(user, "logged out");
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(10), StopTimeout = TimeSpan.FromSeconds(2) }, script);

        await rehearsal.PlayAsync();

        Assert.Equal([12.9], script.TimesOf("logged out"), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public async Task OnStop_that_takes_longer_is_cancelled_too()
    {
        var script = new Script();
        script.OnStop = user => user.PauseAsync(1_000);
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(10), StopTimeout = TimeSpan.FromSeconds(2) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(TimeSpan.FromSeconds(13), summary.Ended - summary.Started);
        Assert.Empty(summary.Warnings);
    }

    [Fact]
    public async Task OnStop_of_a_task_set_gets_a_fresh_token_as_well()
    {
        var script = new Script();
        var rehearsal = new Rehearsal(Rehearsal.Plan(typeof(InASet)) with { RunTime = TimeSpan.FromSeconds(10) }, script);

        await rehearsal.PlayAsync();

        Assert.Equal(["set: fresh", "user: fresh"], script.Words);
    }

    [Fact]
    public async Task A_task_that_ignores_everything_is_left_behind_reported_and_its_call_recorded()
    {
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var script = new Script();
        script.Act = async user =>
        {
            using var call = user.Measure("test", "deaf");
            await never.Task;
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 2, RunTime = TimeSpan.FromSeconds(10) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(TimeSpan.FromSeconds(10 + 5 + 1 + 1), summary.Ended - summary.Started);
        Assert.Equal(
            "2 users did not end within the stop timeout and were left behind; their tasks ignore cancellation. Pass `Cancellation` to whatever they wait for.",
            Assert.Single(summary.Warnings));
        Assert.Equal(["cancelled", "cancelled"], rehearsal.Output.Samples.Select(sample => sample.Error));
        never.SetResult();
        await rehearsal.Clock.RestAsync();
        Assert.Equal(2, rehearsal.Output.Samples.Count);
    }

    [Fact]
    public async Task Users_taken_away_during_the_run_get_the_same_steps_at_the_same_intervals()
    {
        var script = new Script();
        script.Act = async user =>
        {
            try
            {
                await user.PauseAsync(1_000);
            }
            finally
            {
                script.Note(user, $"{user.Number} cancelled");
            }
        };
        script.OnStop = async user =>
        {
            script.Note(user, user.Cancellation.IsCancellationRequested ? "stale" : $"{user.Number} stop");
            await user.PauseAsync(1_000);
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 3, RunTime = TimeSpan.FromSeconds(60) }, script).Start();
        await rehearsal.AdvanceAsync(10);

        rehearsal.Run.ChangeUsers(1, spawnRate: 1);
        await rehearsal.AdvanceAsync(5.5);

        Assert.Equal(["2 cancelled", "2 stop"], script.Words);
        Assert.Equal(3, rehearsal.Run.UserCount);
        await rehearsal.AdvanceAsync(1.4);
        Assert.Equal(["2 cancelled", "2 stop", "1 cancelled", "1 stop"], script.Words);
        Assert.Equal([15.0], script.TimesOf("2 stop"));
        Assert.Equal([16.0], script.TimesOf("1 stop"));
        Assert.Equal(2, rehearsal.Run.UserCount);
        await rehearsal.AdvanceAsync(10);
        Assert.Equal(1, rehearsal.Run.UserCount);
        await rehearsal.EndAsync();
        Assert.Equal(["2 cancelled", "2 stop", "1 cancelled", "1 stop", "0 cancelled", "0 stop"], script.Words);
    }

    [Fact]
    public async Task A_run_that_ends_while_users_are_being_taken_away_still_ends_in_its_time()
    {
        var script = new Script();
        script.Act = user => user.PauseAsync(1_000);
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 3, RunTime = TimeSpan.FromSeconds(10) }, script).Start();
        await rehearsal.AdvanceAsync(8);
        rehearsal.Run.ChangeUsers(0);

        var summary = await rehearsal.EndAsync();

        Assert.Equal(TimeSpan.FromSeconds(15), summary.Ended - summary.Started);
        Assert.Empty(summary.Warnings);
    }

    [Fact]
    public async Task Stop_ends_a_run_without_a_run_time_and_says_that_it_was_stopped()
    {
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 2 }).Start();
        await rehearsal.AdvanceAsync(100);

        rehearsal.Run.Stop("enough");
        rehearsal.Run.Stop("again");
        var summary = await rehearsal.EndAsync();

        Assert.Equal(RunState.Stopped, summary.State);
        Assert.Equal(TimeSpan.FromSeconds(100), summary.Ended - summary.Started);
        Assert.Equal("enough", rehearsal.Output.Events.Single(e => e.Type == "test_stopping").Text);
    }

    [Fact]
    public async Task User_code_can_stop_the_run()
    {
        var script = new Script();
        script.Act = user =>
        {
            if (user.Run.Elapsed > TimeSpan.FromSeconds(5))
            {
                user.Run.Stop("a user said so");
            }

            return Task.CompletedTask;
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan(), script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(TimeSpan.FromSeconds(6), summary.Ended - summary.Started);
    }

    [Fact]
    public async Task A_handler_can_stop_the_run_even_before_the_first_user()
    {
        var events = new LoadEvents();
        events.TestStart.Add(e => e.Run.Stop("not today"));
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromMinutes(1) }, events: events);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(TimeSpan.Zero, summary.Ended - summary.Started);
    }

    [Fact]
    public async Task Abandoning_a_run_does_not_wait_for_users_nor_for_handlers()
    {
        var never = new TaskCompletionSource();
        var script = new Script { Act = _ => never.Task };
        var events = new LoadEvents();
        events.TestStopping.Add(_ => never.Task);
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 2 }, script, events).Start();
        await rehearsal.AdvanceAsync(1);
        rehearsal.Run.Stop("first");
        await rehearsal.AdvanceAsync(1);

        rehearsal.Run.Abandon();
        var summary = await rehearsal.EndAsync();

        Assert.Equal(TimeSpan.FromSeconds(2), summary.Ended - summary.Started);
    }

    [Fact]
    public async Task A_handler_that_changes_the_users_while_the_run_stops_brings_none_back()
    {
        var events = new LoadEvents();
        var states = new List<RunState>();
        events.TestStopping.Add(e =>
        {
            e.Run.ChangeUsers(50, 1_000);
            states.Add(e.Run.State);
        });
        events.TestStop.Add(e => e.Run.ChangeUsers(50));
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(5) }, events: events);

        var summary = await rehearsal.PlayAsync();
        rehearsal.Run.ChangeUsers(3);

        Assert.Equal([RunState.Stopping], states);
        Assert.Equal(1, summary.Users);
        Assert.Equal(RunState.Finished, summary.State);
        Assert.Equal(RunState.Finished, rehearsal.Run.State);
        Assert.Single(rehearsal.Output.Events, e => e.Type == "spawning_start");
    }

    [Fact]
    public async Task Thousands_of_users_taken_away_behind_one_that_lingers_do_not_break_the_run()
    {
        var script = new Script { WaitTime = WaitTime.Constant(1_000) };
        script.Act = user => user.Number == 2_999 ? user.PauseAsync(3) : Task.CompletedTask;
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 3_000, SpawnRate = 1e9, RunTime = TimeSpan.FromSeconds(20) }, script).Start();
        await rehearsal.AdvanceAsync(1);

        rehearsal.Run.ChangeUsers(0);
        var summary = await rehearsal.EndAsync();

        Assert.Equal(3_000, summary.Users);
        Assert.Equal(TimeSpan.FromSeconds(20), summary.Ended - summary.Started);
    }

    public sealed class InASet : User
    {
        public override Task OnStop()
        {
            Script.Current.Note(this, Cancellation.IsCancellationRequested ? "user: stale" : "user: fresh");
            return Task.CompletedTask;
        }

        [Task]
        public sealed class Set : TaskSet
        {
            public override Task OnStop()
            {
                Script.Current.Note(this, Cancellation.IsCancellationRequested ? "set: stale" : "set: fresh");
                return Task.CompletedTask;
            }

            [Task]
            public Task Act() => new TaskCompletionSource().Task.WaitAsync(Cancellation);
        }
    }
}
