using Cicada.Load;

namespace Cicada.Tests.Runs;

public sealed class LimitSearchTests
{
    private static readonly Threshold[] Rules = [Threshold.P95().Below(500.Milliseconds()), Threshold.Failures().Below(1.Percent())];

    [Fact]
    public async Task The_last_number_of_users_for_which_all_rules_hold_is_the_limit()
    {
        // A target that takes 20 ms a user: 20 users wait 400 ms, 30 users 600 ms.
        var rehearsal = Rehearse(new LimitSearch(10, 100, 10, 10.Seconds(), Rules), users => users * 0.020);

        var summary = await rehearsal.PlayAsync();

        var limit = summary.Limit!;
        Assert.Equal((20, 30, false), (limit.LastGood, limit.FirstBad, limit.ReachedEnd));
        Assert.Equal([10, 20, 30], limit.Levels.Select(level => level.Users));
        Assert.Equal("p95 was 600 ms, not below 500 ms", limit.Levels[2].Broken);
        Assert.Equal([200, 400, 600], limit.Levels.Select(level => Math.Round(level.P95)));
        Assert.All(limit.Levels, level => Assert.InRange(level.Rps, 45, 50)); // 10 / (0.2 + 0.01) and so on
        Assert.Equal((ExitCode.Success, RunState.Finished), (summary.ExitCode, summary.State));
        Assert.InRange((summary.Ended - summary.Started)!.Value.TotalSeconds, 30, 31);
        Assert.Equal(["10 users: good", "20 users: good", "30 users: not good"], rehearsal.Output.Events.Where(e => e.Type == "limit_level").Select(e => e.Title));
        Assert.Equal(("The limit: 20 users", "20 users are good; with 30 p95 was 600 ms, not below 500 ms"), rehearsal.Output.Events.Where(e => e.Type == "limit").Select(e => (e.Title, e.Text)).Single());
        Assert.Equal("10..100 by 10 every 10s while p95 < 500ms and failures < 1%", rehearsal.Output.Opened!.Shape);
        Assert.Equal(limit.ToString(), RunSummaryJson.Parse(RunSummaryJson.Serialize(summary)).Limit!.ToString());
    }

    [Fact]
    public async Task Failures_that_show_the_limit_do_not_fail_the_run()
    {
        var rehearsal = Rehearse(new LimitSearch(1, 5, 2, 5.Seconds(), Rules), _ => 0.1, fails: users => users >= 5);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal((3, 5), (summary.Limit!.LastGood, summary.Limit.FirstBad));
        Assert.Equal("100 % failed, not below 1 %", summary.Limit.Levels[^1].Broken);
        Assert.True(summary.Total.Failures > 0);
        Assert.Equal(ExitCode.Success, summary.ExitCode);
    }

    [Fact]
    public async Task Where_the_first_number_is_not_good_a_threshold_is_broken()
    {
        var rehearsal = Rehearse(new LimitSearch(10, 20, 5, 5.Seconds(), Rules), _ => 0.7);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal((null, 10, ExitCode.ThresholdBroken), (summary.Limit!.LastGood, summary.Limit.FirstBad, summary.ExitCode));
        Assert.StartsWith("no number of users is good; with 10 p95 was 700 ms", summary.Limit.ToString());
    }

    [Fact]
    public async Task Where_all_numbers_are_good_the_limit_is_beyond()
    {
        var rehearsal = Rehearse(new LimitSearch(10, 25, 10, 5.Seconds(), Rules), _ => 0.1);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal([10, 20, 25], summary.Limit!.Levels.Select(level => level.Users));
        Assert.Equal((25, null, true), (summary.Limit.LastGood, summary.Limit.FirstBad, summary.Limit.ReachedEnd));
        Assert.Equal("all numbers up to 25 users are good; the limit is beyond", summary.Limit.ToString());
    }

    [Fact]
    public async Task A_target_that_answers_nothing_is_not_good()
    {
        var rehearsal = Rehearse(new LimitSearch(1, 2, 1, 5.Seconds(), Rules), users => users == 1 ? 0.1 : 1_000);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal("no request was completed", summary.Limit!.Levels[^1].Broken);
        Assert.Equal(1, summary.Limit.LastGood);
    }

    [Fact]
    public async Task A_search_that_is_stopped_says_what_is_known()
    {
        var rehearsal = Rehearse(new LimitSearch(10, 100, 10, 10.Seconds(), Rules), _ => 0.1).Start();

        await rehearsal.AdvanceAsync(25);
        rehearsal.Run.Stop("enough");
        var summary = await rehearsal.EndAsync();

        Assert.Equal("20 users are good; the run ended before the limit was found", summary.Limit!.ToString());
    }

    private static Rehearsal Rehearse(LimitSearch search, Func<int, double> secondsWith, Func<int, bool>? fails = null)
    {
        var script = new Script { WaitTime = WaitTime.Constant(0.01) };
        script.Act = async user =>
        {
            using var call = user.Measure("demo", "act");
            var users = user.Run.TargetUsers;
            await user.PauseAsync(secondsWith(users));
            if (fails?.Invoke(users) == true)
            {
                call.Fail("overloaded");
            }
        };
        return new(Rehearsal.Plan() with { Shape = search, StopTimeout = TimeSpan.Zero }, script);
    }
}
