using Microsoft.Extensions.Logging;

namespace Cicada.Tests.Runs;

public sealed class ShapeTests
{
    [Fact]
    public async Task Users_follow_the_stages_and_the_run_ends_with_them()
    {
        var rehearsal = Rehearse(Stages.RampTo(10, 10.Seconds()).Hold(5.Seconds()).Spike(30, 2.Seconds()).Hold(3.Seconds()).RampTo(0, 5.Seconds())).Start();

        List<int> users = [];
        foreach (var seconds in new[] { 0.5, 5, 6.5, 4, 2.9, 4.6 })
        {
            await rehearsal.AdvanceAsync(seconds);
            users.Add(rehearsal.Run.UserCount);
        }

        var summary = await rehearsal.EndAsync();
        Assert.Equal([1, 6, 10, 30, 10, 2], users); // three and a half seconds down, two users a second, the first at once
        Assert.Equal(RunState.Finished, summary.State);
        Assert.Equal(ExitCode.Success, summary.ExitCode);
        Assert.InRange((summary.Ended - summary.Started)!.Value.TotalSeconds, 25, 25.2);
        Assert.Equal(30, summary.Users);
    }

    [Fact]
    public async Task Each_stage_is_an_event_and_the_shape_is_kept_with_the_run()
    {
        var rehearsal = Rehearse(Stages.RampTo(4, 2.Seconds()).Hold(1.Seconds()).StepsTo(8, 2, 1.Seconds()).Sine(5, 9, 2.Seconds(), 4.Seconds()));

        await rehearsal.PlayAsync();

        Assert.Equal(
            ["ramp 4 2s", "hold 1s", "steps 8 by 2 every 1s: 6", "steps 8 by 2 every 1s: 8", "sine 5..9 period 2s for 4s"],
            rehearsal.Output.Events.Where(e => e.Type == "shape_step").Select(e => e.Title));
        Assert.Equal("stage 1 of 4, from 0 to 4 users in 2s", rehearsal.Output.Events.First(e => e.Type == "shape_step").Text);
        Assert.Equal("ramp 4 2s, hold 1s, steps 8 by 2 every 1s, sine 5..9 period 2s for 4s", rehearsal.Output.Opened!.Shape);
        Assert.Null(rehearsal.Output.Opened.SpawnRate);
        Assert.DoesNotContain(rehearsal.Output.Events, e => e.Type is "spawning_start" or "load_change");
    }

    [Fact]
    public async Task A_stage_that_is_shorter_than_a_second_takes_effect_and_so_does_one_that_was_slept_over()
    {
        var added = 0;
        var events = new LoadEvents();
        events.UserAdd.Add(_ => Interlocked.Increment(ref added));
        var rehearsal = Rehearse(Stages.StepTo(1, 1.Seconds()).Spike(20, 5.Milliseconds()).Hold(1.Seconds()).Spike(30, 1.Milliseconds()).Hold(2.Seconds()), events);

        rehearsal.Start();
        await rehearsal.AdvanceAsync(1.5);
        Assert.Equal(20, added); // the one there was, and nineteen more
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(1.9)); // all at once: nobody was there when the second spike was due, nor when it was over
        await rehearsal.EndAsync();

        Assert.Equal(20 + 29, added);
        Assert.Equal(30, rehearsal.Output.Summary!.Users);
    }

    [Fact]
    public async Task The_shape_goes_on_when_the_target_hangs()
    {
        var script = new Script { Act = user => user.PauseAsync(1_000) };
        var rehearsal = Rehearse(Stages.RampTo(5, 5.Seconds()).RampTo(0, 5.Seconds()).StepTo(3, 5.Seconds()), script: script).Start();

        await rehearsal.AdvanceAsync(9.9);
        Assert.Equal(0, rehearsal.Run.TargetUsers);
        await rehearsal.AdvanceAsync(1);
        Assert.Equal(3, rehearsal.Run.TargetUsers);

        var summary = await rehearsal.EndAsync();
        Assert.InRange((summary.Ended - summary.Started)!.Value.TotalSeconds, 15, 20);
    }

    [Fact]
    public async Task Nobody_being_left_does_not_end_a_run_with_a_shape()
    {
        var script = new Script { Act = user => { user.StopUser(); return Task.CompletedTask; } };
        var rehearsal = Rehearse(Stages.StepTo(2, 3.Seconds()).StepTo(4, 3.Seconds()), script: script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(RunState.Finished, summary.State);
        Assert.InRange((summary.Ended - summary.Started)!.Value.TotalSeconds, 6, 6.2);
    }

    [Fact]
    public async Task A_shape_of_ones_own_is_asked_each_second_from_the_first_moment_on()
    {
        var shape = new OwnShape(now => now.Elapsed.TotalSeconds switch { < 3 => new(2, 10), < 5 => new(6, 2), _ => null });
        var rehearsal = Rehearse(shape).Start();

        await rehearsal.AdvanceAsync(2.9);
        Assert.Equal(2, rehearsal.Run.UserCount);
        await rehearsal.AdvanceAsync(0.6);
        Assert.Equal(4, rehearsal.Run.UserCount); // the third at once, the fourth half a second later
        await rehearsal.EndAsync();

        Assert.Equal([0, 1, 2, 3, 4, 5], shape.Asked.Select(now => now.TotalSeconds));
        Assert.Equal([("2 users", "2 users at 10 a second"), ("6 users", "6 users at 2 a second")], rehearsal.Output.Events.Where(e => e.Type == "shape_step").Select(e => (e.Title, e.Text)));
        Assert.Equal("OwnShape", rehearsal.Output.Opened!.Shape);
        Assert.Equal(2, rehearsal.Output.Events.Count(e => e.Type == "spawning_complete"));
    }

    [Fact]
    public async Task A_step_may_name_the_user_types_that_take_part()
    {
        var shape = new OwnShape(now => now.Elapsed.TotalSeconds switch
        {
            < 2 => new(4, 100) { UserTypes = [typeof(ScriptedUser)] },
            < 4 => new(4, 100),
            < 6 => new(4, 100) { UserTypes = [typeof(OtherUser)] },
            _ => null,
        });
        var rehearsal = Rehearse(shape).Start();

        List<(int, int)> counts = [];
        for (var i = 0; i < 3; i++)
        {
            await rehearsal.AdvanceAsync(i == 0 ? 1.9 : 2);
            var types = rehearsal.Run.UserTypeCounts();
            counts.Add((types.GetValueOrDefault(nameof(ScriptedUser)), types.GetValueOrDefault(nameof(OtherUser))));
        }

        await rehearsal.EndAsync();
        Assert.Equal([(4, 0), (2, 2), (0, 4)], counts);
    }

    [Theory]
    [InlineData("throws", "the shape broke")]
    [InlineData("users", "'-1' users")]
    [InlineData("rate", "'0' users started a second")]
    [InlineData("type", "'HttpUser', which takes no part")]
    [InlineData("none", "of none of the types")]
    public async Task A_shape_that_makes_no_sense_ends_the_run_with_a_sentence(string what, string part)
    {
        var shape = new OwnShape(now => now.Elapsed < 2.Seconds() ? new(1, 1) : what switch
        {
            "throws" => throw new InvalidOperationException("the shape broke"),
            "users" => new(-1, 1),
            "rate" => new(1, 0),
            "type" => new(1, 1) { UserTypes = [typeof(HttpUser)] },
            _ => new(1, 1) { UserTypes = [] },
        });
        var rehearsal = Rehearse(shape);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal((RunState.Stopped, ExitCode.BadOptions), (summary.State, summary.ExitCode));
        Assert.Contains(part, rehearsal.Output.Events.Single(e => e.Type == "test_stopping").Text);
        Assert.Contains(rehearsal.Log.Above(LogLevel.Warning), entry => entry.Contains("LoadShape", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_run_time_cuts_a_shape_short()
    {
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Shape = Stages.StepTo(2, 60.Minutes()), RunTime = 3.Seconds() });

        var summary = await rehearsal.PlayAsync();

        Assert.InRange((summary.Ended - summary.Started)!.Value.TotalSeconds, 3, 3.2);
    }

    [Fact]
    public void A_plan_with_a_shape_that_makes_no_sense_is_refused()
    {
        Script.Current = new Script();
        Assert.Contains("tick interval '00:00:00'", Problem(Rehearsal.Plan() with { Shape = new OwnShape(_ => null) { Interval = TimeSpan.Zero } }));
        Assert.Contains("has no such moment", Problem(Rehearsal.Plan() with { Shape = Stages.StepTo(1, 1.Seconds()), ResetStatistics = true }));
        Assert.Contains("no stages", Problem(Rehearsal.Plan() with { Shape = new StagedShape([]) }));
    }

    private static string Problem(Plan plan) => Assert.Single(Run.Problems(plan));

    private static Rehearsal Rehearse(LoadShape shape, LoadEvents? events = null, Script? script = null) => new(
        Rehearsal.Plan(typeof(ScriptedUser), typeof(OtherUser)) with { Shape = shape, StopTimeout = TimeSpan.Zero }, script ?? new Script { WaitTime = WaitTime.Constant(0.1) }, events);

    private sealed class OwnShape(Func<ShapeMoment, ShapeStep?> tick) : LoadShape
    {
        public List<TimeSpan> Asked { get; } = [];

        public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

        public override TimeSpan TickInterval => Interval;

        public override ShapeStep? Tick(ShapeMoment now)
        {
            Asked.Add(now.Elapsed);
            return tick(now);
        }
    }

    public sealed class OtherUser : User
    {
        public override WaitTime WaitTime => WaitTime.Constant(0.1);

        [Task]
        public void Act()
        {
        }
    }
}
