namespace Cicada.Tests.Runs;

/// <summary>What a run ends with: exit codes, errors, iterations, the one execution.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public async Task A_task_that_throws_is_a_user_error_and_an_event_and_the_user_goes_on()
    {
        var script = new Script();
        script.Act = user =>
        {
            script.Note(user, "act");
            throw new InvalidCastException("wrong turn");
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(2.5) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal([0, 1, 2], script.TimesOf("act"));
        var error = Assert.Single(summary.UserErrors);
        Assert.Equal((3L, "System.InvalidCastException", "wrong turn"), (error.Occurrences, error.Exception, error.Message));
        Assert.Contains(nameof(OutcomeTests), error.Traceback, StringComparison.Ordinal);
        Assert.Equal(
            ["System.InvalidCastException in ScriptedUser.Act, 2 times", "System.InvalidCastException in ScriptedUser.Act, 1 times"],
            rehearsal.Output.Events.Where(e => e.Type == "user_error").Select(e => e.Title));
        Assert.Equal("'InvalidCastException' in 'Act' of 'ScriptedUser'; the user goes on. Further ones like it are only counted.", Assert.Single(rehearsal.Log.Above(Microsoft.Extensions.Logging.LogLevel.Warning)));
        Assert.Equal(ExitCode.Failures, summary.ExitCode);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    public async Task OnStart_and_OnStop_that_throw_are_user_errors_and_stop_nothing(string hook)
    {
        var script = new Script();
        Func<ScriptedUser, Task> fails = _ => throw new InvalidOperationException("hook");
        script.OnStart = hook == "start" ? fails : script.OnStart;
        script.OnStop = hook == "stop" ? fails : script.OnStop;
        script.Act = user =>
        {
            script.Note(user, "act");
            return Task.CompletedTask;
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(1.5) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(2, script.TimesOf("act").Length);
        Assert.Equal(1, Assert.Single(summary.UserErrors).Occurrences);
        Assert.Equal(1, summary.Users);
    }

    [Fact]
    public async Task A_task_that_is_cancelled_by_itself_is_a_user_error()
    {
        var script = new Script { Act = _ => Task.FromCanceled(new CancellationToken(true)) };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(0.5) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal("System.Threading.Tasks.TaskCanceledException", Assert.Single(summary.UserErrors).Exception);
    }

    [Theory]
    [InlineData(false, false, false, 0)] // all well
    [InlineData(true, false, false, 1)] // a failed request
    [InlineData(false, true, false, 1)] // a user error
    [InlineData(true, true, true, 2)] // a handler that threw outweighs them
    public async Task The_exit_code_says_what_happened(bool failure, bool error, bool handler, int exitCode)
    {
        var script = new Script();
        script.Act = user =>
        {
            using (var call = user.Measure("test", "it"))
            {
                if (failure)
                {
                    call.Fail("no good");
                }
            }

            return error ? throw new InvalidOperationException() : Task.CompletedTask;
        };
        var events = new LoadEvents();
        events.SpawningComplete.Add(_ => handler ? throw new InvalidOperationException() : Task.CompletedTask);
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(0.5) }, script, events);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(exitCode, summary.ExitCode);
    }

    [Fact]
    public async Task The_exit_code_for_failures_can_be_chosen_and_replaces_no_other()
    {
        Assert.Equal(0, await ExitAsync(chosen: 0, handlerThrows: false));
        Assert.Equal(42, await ExitAsync(chosen: 42, handlerThrows: false));
        Assert.Equal(2, await ExitAsync(chosen: 0, handlerThrows: true));

        static async Task<int?> ExitAsync(int chosen, bool handlerThrows)
        {
            var script = new Script { Act = _ => throw new InvalidOperationException() };
            var events = new LoadEvents();
            events.Quitting.Add(_ => handlerThrows ? throw new InvalidOperationException() : Task.CompletedTask);
            return (await new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(0.5), ExitCodeOnError = chosen }, script, events).PlayAsync()).ExitCode;
        }
    }

    [Fact]
    public async Task Rejected_samples_make_the_exit_code_6_and_outweigh_failures()
    {
        var script = new Script();
        script.Act = user =>
        {
            using var call = user.Measure("test", "it");
            call.Fail("no good");
            return Task.CompletedTask;
        };
        var output = new ScriptedOutput("store") { Write = (_, _) => throw new OutputException("never", OutputFailureKind.Permanent) };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(0.5) }, script, outputs: [output]);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(ExitCode.SamplesLost, summary.ExitCode);
        Assert.Equal((1L, 0L, 1L), (summary.Recording.Recorded, summary.Recording.Stored, summary.Recording.Rejected));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(100, 10)]
    [InlineData(3, 10)] // more users than iterations
    public async Task The_iterations_of_all_users_together_are_exactly_as_many_as_allowed(int iterations, int users)
    {
        var script = new Script();
        script.Act = async user =>
        {
            script.Note(user, "act");
            await user.PauseAsync(0.25);
            script.Note(user, "done");
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = users, Iterations = iterations }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(iterations, script.TimesOf("act").Length);
        Assert.Equal(iterations, script.TimesOf("done").Length);
        Assert.Equal(RunState.Finished, summary.State);
        Assert.Equal(script.TimesOf("done").Max(), (summary.Ended - summary.Started)!.Value.TotalSeconds, 1e-6);
    }

    [Fact]
    public async Task A_run_cannot_be_executed_twice()
    {
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(1) });
        await rehearsal.PlayAsync();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(rehearsal.Run.ExecuteAsync);

        Assert.Equal($"The run '{rehearsal.Run.Id}' has already been executed; a run is one execution. Make another.", refusal.Message);
    }

    [Fact]
    public void Two_runs_with_one_seed_in_one_second_have_different_ids()
    {
        var ids = Enumerable.Range(0, 5).Select(_ => new Rehearsal(Rehearsal.Plan() with { Seed = 1 }).Run.Id).ToArray();

        Assert.All(ids, id => Assert.Matches("^r20261123-101207-[2-9a-z]{3}$", id));
        Assert.True(ids.Distinct().Count() > 1);
    }

    [Fact]
    public async Task An_output_that_cannot_be_opened_ends_the_run_before_it_began()
    {
        var output = new ScriptedOutput("store") { Open = _ => throw new OutputException("The store is taken.", OutputFailureKind.Final) };
        var rehearsal = new Rehearsal(Rehearsal.Plan(), outputs: [output]);

        var refusal = await Assert.ThrowsAsync<OutputException>(() => rehearsal.PlayAsync());

        Assert.Equal("The store is taken.", refusal.Message);
        Assert.Equal(1, output.Disposals);
        Assert.Empty(rehearsal.Script.Words);
    }

    [Fact]
    public async Task An_output_is_told_what_the_run_was_and_how_it_ended()
    {
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(3), Note = "note", Host = "http://target" });

        var summary = await rehearsal.PlayAsync();

        Assert.Equal((rehearsal.Run.Id, RunState.Running, "http://target"), (rehearsal.Output.Opened!.Id, rehearsal.Output.Opened.State, rehearsal.Output.Opened.Host));
        Assert.Equal((RunState.Finished, summary.Ended, "note"), (rehearsal.Output.Closed!.State, rehearsal.Output.Closed.Ended, rehearsal.Output.Closed.Note));
        Assert.Equal(summary.ExitCode, rehearsal.Output.Summary!.ExitCode);
    }

    [Fact]
    public async Task Users_are_observed_each_second_by_type_with_their_target()
    {
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 4, SpawnRate = 1, RunTime = TimeSpan.FromSeconds(5.5) });

        await rehearsal.PlayAsync();

        var counts = rehearsal.Output.Observations.OfType<UserCount>().Select(count => (count.ElapsedSeconds, count.Count, count.Target));
        Assert.Equal([(1.0, 2, 2), (2.0, 3, 3), (3.0, 4, 4), (4.0, 4, 4), (5.0, 4, 4)], counts.SkipLast(1));
    }

    [Fact]
    public void A_plan_with_mistakes_is_refused_with_all_of_them()
    {
        var plan = Rehearsal.Plan() with { Test = " ", Users = -1, SpawnRate = 0, RunTime = TimeSpan.Zero, Iterations = 0, StopTimeout = TimeSpan.FromSeconds(-1), Host = "target" };

        var refusal = Assert.Throws<PlanException>(() => new Rehearsal(plan));

        Assert.Equal(
            [
                "The test has no name; runs of one test are found by it. Give it one.",
                "The number of users is '-1'; it is 0 or more. Give a number of users.",
                "The spawn rate is '0' users a second; it is above 0. Give a rate, 0.5 for one every two seconds.",
                "The run time is '00:00:00'; a run lasts longer than zero. Give a run time, or leave it out to run until stopped.",
                "The number of iterations is '0'; it is at least 1. Give a number, or leave it out for no limit.",
                "The stop timeout is '-00:00:01'; it is between zero and a day. Give 0 to end running tasks at once.",
                "The host is 'target', which has no scheme; an address begins with http:// or https://. Write 'http://target'.",
            ],
            refusal.Problems);
    }
}
