namespace Cicada.Tests.Runs;

public sealed class SpawningTests
{
    [Theory]
    [InlineData(0.25, 4)]
    [InlineData(2, 0.5)]
    [InlineData(80, 0.0125)] // not a whole number of milliseconds
    [InlineData(3, 1 / 3.0)]
    public async Task Users_come_one_by_one_at_the_spawn_rate(double rate, double interval)
    {
        var (script, events) = Starts();
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 6, SpawnRate = rate, RunTime = TimeSpan.FromSeconds(60) }, script, events);

        await rehearsal.PlayAsync();

        var starts = script.TimesOf("start");
        Assert.Equal(6, starts.Length);
        Assert.All(starts.Index(), start => Assert.InRange(start.Item - (start.Index * interval), -1e-6, 0.0011));
    }

    [Fact]
    public async Task Changing_users_on_the_way_up_goes_on_from_where_the_ramp_stands()
    {
        var (script, events) = Starts();
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 100, SpawnRate = 1 }, script, events).Start();
        await rehearsal.AdvanceAsync(4.5);
        Assert.Equal(5, rehearsal.Run.UserCount);

        rehearsal.Run.ChangeUsers(8, spawnRate: 2);

        await rehearsal.AdvanceAsync(0);
        Assert.Equal(6, rehearsal.Run.UserCount);
        await rehearsal.AdvanceAsync(10);
        Assert.Equal(8, rehearsal.Run.UserCount);
        Assert.Equal([0, 1, 2, 3, 4, 4.5, 5, 5.5], script.TimesOf("start"));
        rehearsal.Run.Stop("done");
        Assert.Equal(8, (await rehearsal.EndAsync()).Users);
    }

    [Fact]
    public async Task Changing_users_down_in_the_middle_of_the_ramp_takes_the_youngest_away_at_the_rate()
    {
        var (script, events) = Starts();
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 100, SpawnRate = 10 }, script, events).Start();
        await rehearsal.AdvanceAsync(0.95);

        rehearsal.Run.ChangeUsers(7, spawnRate: 1);
        await rehearsal.AdvanceAsync(5);

        Assert.Equal(7, rehearsal.Run.UserCount);
        Assert.Equal(["9 end", "8 end", "7 end"], script.Words.Where(word => word.EndsWith("end", StringComparison.Ordinal)));
        Assert.Equal([0.95, 1.95, 2.95], script.Happened.Where(entry => entry.What.EndsWith("end", StringComparison.Ordinal)).Select(entry => entry.At));
        rehearsal.Run.Stop("done");
        await rehearsal.EndAsync();
    }

    [Fact]
    public async Task Going_down_and_up_again_uses_the_numbers_again()
    {
        var (script, events) = Starts();
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 4 }, script, events).Start();
        await rehearsal.AdvanceAsync(1);

        rehearsal.Run.ChangeUsers(2);
        await rehearsal.AdvanceAsync(1);
        rehearsal.Run.ChangeUsers(3);
        await rehearsal.AdvanceAsync(1);

        Assert.Equal(3, rehearsal.Run.UserCount);
        Assert.Equal(5, script.TimesOf("start").Length);
        rehearsal.Run.Stop("done");
        Assert.Equal(4, (await rehearsal.EndAsync()).Users);
    }

    [Fact]
    public async Task With_no_users_the_run_waits_until_it_is_told_otherwise()
    {
        var (script, events) = Starts();
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 0 }, script, events).Start();
        await rehearsal.AdvanceAsync(100);
        Assert.False(rehearsal.Ending.IsCompleted);

        rehearsal.Run.ChangeUsers(2);
        await rehearsal.AdvanceAsync(1);
        rehearsal.Run.ChangeUsers(0);
        await rehearsal.AdvanceAsync(100);

        Assert.False(rehearsal.Ending.IsCompleted);
        Assert.Equal(0, rehearsal.Run.UserCount);
        rehearsal.Run.Stop("done");
        Assert.Equal(2, (await rehearsal.EndAsync()).Users);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task A_handler_of_the_tests_start_may_set_the_number_of_users(int users)
    {
        var (script, events) = Starts();
        events.TestStart.Add(e => e.Run.ChangeUsers(users, 1_000));
        var announced = new List<int>();
        events.SpawningStart.Add(e => announced.Add(e.TargetUsers));
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 3, RunTime = TimeSpan.FromSeconds(5) }, script, events);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(users, summary.Users);
        Assert.Equal([users], announced);
    }

    [Fact]
    public async Task A_ramp_that_is_replaced_before_it_ends_is_never_announced_as_complete()
    {
        var (script, events) = Starts();
        var complete = new List<int>();
        events.SpawningComplete.Add(e => complete.Add(e.UserCount));
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 1_000, SpawnRate = 1 }, script, events).Start();
        await rehearsal.AdvanceAsync(3);
        Assert.Equal(RunState.Spawning, rehearsal.Run.State);

        rehearsal.Run.ChangeUsers(6);
        await rehearsal.AdvanceAsync(10);

        Assert.Equal([6], complete);
        Assert.Equal(RunState.Running, rehearsal.Run.State);
        rehearsal.Run.Stop("done");
        await rehearsal.EndAsync();
    }

    [Fact]
    public async Task The_run_time_counts_from_the_start_and_a_change_of_users_does_not_touch_it()
    {
        // Locust's timer of the web form is started anew, or lost, when users are changed.
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 3, RunTime = TimeSpan.FromSeconds(10) }).Start();
        await rehearsal.AdvanceAsync(9);

        rehearsal.Run.ChangeUsers(5);
        await rehearsal.AdvanceAsync(0.5);
        rehearsal.Run.ChangeUsers(0);
        var summary = await rehearsal.EndAsync();

        Assert.Equal(TimeSpan.FromSeconds(10), summary.Ended - summary.Started);
        Assert.Equal(RunState.Finished, summary.State);
    }

    [Fact]
    public async Task The_run_time_ends_a_ramp_that_is_still_going_on()
    {
        var (script, events) = Starts();
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 1_000, SpawnRate = 1, RunTime = TimeSpan.FromSeconds(5.5) }, script, events);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(6, summary.Users);
    }

    [Fact]
    public async Task A_rate_of_one_user_in_a_century_is_no_error()
    {
        var (script, events) = Starts();
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Users = 2, SpawnRate = 1e-12, RunTime = TimeSpan.FromSeconds(5.5) }, script, events);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(1, summary.Users);
        Assert.Equal(1, script.Words.Count(word => word == "0 end"));
    }

    [Fact]
    public async Task A_user_that_cannot_be_created_leaves_its_place_empty_and_is_a_user_error()
    {
        var script = Script.Current = new Script();
        var made = 0;
        script.WaitTime = WaitTime.Constant(1);
        BreaksAfterTheFirst.Made = () => ++made;
        var rehearsal = new Rehearsal(Rehearsal.Plan(typeof(BreaksAfterTheFirst), typeof(ScriptedUser)) with { Users = 4, RunTime = TimeSpan.FromSeconds(2) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal(2, summary.Users);
        Assert.Equal(2, summary.UserErrors.Sum(error => error.Occurrences));
        Assert.Equal(ExitCode.Failures, summary.ExitCode);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(1, 0.0)]
    [InlineData(1, double.NaN)]
    public void A_wrong_change_is_refused(int users, double? rate)
    {
        var rehearsal = new Rehearsal(Rehearsal.Plan());

        Assert.Throws<ArgumentOutOfRangeException>(() => rehearsal.Run.ChangeUsers(users, rate));
    }

    private static (Script Script, LoadEvents Events) Starts()
    {
        var script = new Script();
        var events = new LoadEvents();
        events.UserAdd.Add(e => script.Note(e.User, "start"));
        events.UserRemove.Add(e => script.Note(e.User, $"{e.User.Number} end"));
        return (script, events);
    }

    public sealed class BreaksAfterTheFirst : User
    {
        public BreaksAfterTheFirst()
        {
            if (Made() > 1)
            {
                throw new InvalidOperationException("only once");
            }
        }

        internal static Func<int> Made { get; set; } = () => 0;

        [Task]
        public void Act()
        {
        }
    }
}
