namespace Cicada.Tests.Users;

/// <summary>Waiting as a user really waits, over a whole run.</summary>
public sealed class WaitingTests
{
    [Fact]
    public async Task Paced_tasks_start_at_the_interval_whatever_they_take_and_never_drift()
    {
        var script = new Script { WaitTime = WaitTime.ConstantPacing(0.7) };
        script.Act = async user =>
        {
            script.Note(user, "act");
            await user.PauseAsync(user.Random.Next(0, 600) / 1000.0);
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromMinutes(5) }, script);

        await rehearsal.PlayAsync();

        var starts = script.TimesOf("act");
        Assert.Equal(429, starts.Length);
        Assert.All(starts.Index(), start => Assert.Equal(start.Index * 0.7, start.Item, 0.0011));
    }

    [Fact]
    public async Task A_task_longer_than_its_interval_is_followed_at_once_and_missed_starts_are_dropped()
    {
        var script = new Script { WaitTime = WaitTime.ConstantPacing(1) };
        script.Act = async user =>
        {
            script.Note(user, "act");
            await user.PauseAsync(script.TimesOf("act").Length == 2 ? 3.5 : 0.1);
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(7) }, script);

        await rehearsal.PlayAsync();

        Assert.Equal([0, 1, 4.5, 5.5, 6.5], script.TimesOf("act"));
    }

    [Fact]
    public async Task A_pause_is_never_shorter_than_asked_for()
    {
        var script = new Script { WaitTime = WaitTime.Constant(TimeSpan.FromMicroseconds(1_900)) };
        script.Act = user =>
        {
            script.Note(user, "act");
            return Task.CompletedTask;
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(0.1) }, script);

        await rehearsal.PlayAsync();

        var starts = script.TimesOf("act");
        Assert.All(starts.Zip(starts.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 0.0019, $"{pair}"));
    }

    [Fact]
    public async Task A_pause_below_a_millisecond_is_a_pause()
    {
        var script = new Script { WaitTime = WaitTime.Constant(TimeSpan.FromMicroseconds(300)) };
        script.Act = user =>
        {
            script.Note(user, "act");
            if (script.TimesOf("act").Length > 1_000)
            {
                user.StopUser();
            }

            return Task.CompletedTask;
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(0.1) }, script);

        await rehearsal.PlayAsync();

        Assert.InRange(script.TimesOf("act").Length, 90, 334);
    }

    [Fact]
    public async Task A_pause_of_your_own_may_be_as_long_as_it_likes()
    {
        var script = new Script { WaitTime = WaitTime.Custom(_ => TimeSpan.MaxValue) };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromMinutes(1) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Empty(summary.UserErrors);
        Assert.Equal(RunState.Finished, summary.State);
    }

    [Fact]
    public async Task A_wait_time_that_throws_is_a_user_error_and_the_user_goes_on_a_second_later()
    {
        var script = new Script { WaitTime = WaitTime.Custom(_ => throw new FormatException("no wait")) };
        script.Act = user =>
        {
            script.Note(user, "act");
            return Task.CompletedTask;
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { RunTime = TimeSpan.FromSeconds(2.5) }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal([0, 1, 2], script.TimesOf("act"));
        var error = Assert.Single(summary.UserErrors);
        Assert.Equal((3L, "System.FormatException", "no wait"), (error.Occurrences, error.Exception, error.Message));
        Assert.Equal(ExitCode.Failures, summary.ExitCode);
    }

    [Fact]
    public async Task The_same_seed_repeats_the_tasks_and_waits_of_every_user()
    {
        var first = await PlayAsync(seed: 12);
        var second = await PlayAsync(seed: 12);
        var other = await PlayAsync(seed: 13);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);

        static async Task<List<(int User, double At, string What)>> PlayAsync(int seed)
        {
            var script = new Script { WaitTime = WaitTime.Between(0.1, 2) };
            var rehearsal = new Rehearsal(Rehearsal.Plan(typeof(ThreeTasks)) with { Seed = seed, Users = 3, RunTime = TimeSpan.FromSeconds(30) }, script);
            await rehearsal.PlayAsync();
            return [.. script.Happened.Select(entry => (entry.What[0] - '0', entry.At, entry.What)).Order()];
        }
    }

    public sealed class ThreeTasks : User
    {
        private readonly Script _script = Script.Current;

        public override WaitTime? WaitTime => _script.WaitTime;

        [Task]
        public void One() => _script.Note(this, $"{Number} one");

        [Task(2)]
        public void Two() => _script.Note(this, $"{Number} two");

        [Task]
        public void Three() => _script.Note(this, $"{Number} three");
    }
}
