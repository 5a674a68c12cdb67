namespace Cicada.Tests.Metrics;

/// <summary>Checks of whole runs on fake time.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task Checks_are_counted_by_name_in_the_summary_and_each_second()
    {
        var count = 0;
        var script = new Script
        {
            Act = user =>
            {
                Assert.True(user.Check("always", true));
                Assert.Equal(++count % 4 != 0, user.Check("mostly", count % 4 != 0));
                return Task.CompletedTask;
            },
        };
        var rehearsal = new Rehearsal(Rehearsal.Plan() with { Iterations = 8 }, script);

        var summary = await rehearsal.PlayAsync();

        Assert.Equal([("always", 8L, 0L), ("mostly", 6L, 2L)], summary.Checks.Select(check => (check.Name, check.Passes, check.Fails)));
        Assert.Equal(75, summary.Checks[1].PassedPercent);
        var seconds = rehearsal.Output.Observations.OfType<CheckStatistics>().ToList();
        Assert.Equal((6L, 2L), (seconds.Where(one => one.Name == "mostly").Sum(one => one.Passes), seconds.Where(one => one.Name == "mostly").Sum(one => one.Fails)));
        Assert.Equal(8, seconds.Where(one => one.Name == "always").Sum(one => one.Passes));
        Assert.InRange(seconds.Count(one => one.Name == "always"), 7, 8);
        Assert.Equal(seconds.Count, seconds.Select(one => (one.Name, one.TimeNanoseconds)).Distinct().Count());
        Assert.Equal(ExitCode.Success, summary.ExitCode);
    }

    [Fact]
    public async Task Results_of_many_threads_are_all_counted()
    {
        var script = new Script
        {
            WaitTime = WaitTime.None,
            Act = user => Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(() => user.Check($"check {number % 3}", number % 2 == 0)))),
        };

        var summary = await new Rehearsal(Rehearsal.Plan() with { Users = 20, Iterations = 200 }, script).PlayAsync();

        Assert.Equal(20_000, summary.Checks.Sum(check => check.Passes + check.Fails));
        Assert.Equal(10_000, summary.Checks.Sum(check => check.Passes));
    }

    [Fact]
    public async Task Names_are_bounded_and_the_run_says_so()
    {
        var count = 0;
        var script = new Script { Act = user => Task.FromResult(user.Check($"item {count++}", true)) };

        var summary = await new Rehearsal(Rehearsal.Plan() with { Iterations = 5, Limits = new CardinalityLimits { Checks = 2 } }, script).PlayAsync();

        Assert.Equal([("__other__", 3L), ("item 0", 1L), ("item 1", 1L)], summary.Checks.Select(check => (check.Name, check.Passes)));
        Assert.Contains(summary.Warnings, warning => warning.StartsWith("Results of checks beyond the first 2 names, 3 of them,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("checks > 70%", ThresholdState.Passed, 87.5)]
    [InlineData("checks(mostly) > 80%", ThresholdState.Broken, 75.0)]
    [InlineData("checks(m*) >= 75%", ThresholdState.Passed, 75.0)]
    [InlineData("checks(never asked) > 1%", ThresholdState.NoData, null)]
    public async Task Thresholds_judge_the_share_that_holds(string text, ThresholdState state, double? observed)
    {
        var count = 0;
        var script = new Script
        {
            Act = user =>
            {
                user.Check("always", true);
                user.Check("mostly", ++count % 4 != 0);
                user.Measure("test", "mostly").Dispose();
                return Task.CompletedTask;
            },
        };

        var summary = await new Rehearsal(Rehearsal.Plan() with { Iterations = 8, Thresholds = [Threshold.Parse(text)] }, script).PlayAsync();

        var threshold = Assert.Single(summary.Thresholds);
        Assert.Equal((state, observed), (threshold.State, threshold.Observed));
        Assert.Equal("%", threshold.Unit);
    }

    [Fact]
    public void A_threshold_on_checks_is_said_in_code_as_in_words()
    {
        Assert.Equal("checks(has five items) >= 99%", Threshold.Checks("has five items").AtLeast(99.Percent()).Text);
        Assert.Equal("checks > 99.5%", Threshold.Parse("checks > 99.5%").Text);
        Assert.Contains("a share such as '99%'", Assert.Throws<FormatException>(() => Threshold.Parse("checks > 99")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_check_without_a_name_is_refused(string name)
    {
        var script = new Script { Act = user => Task.FromResult(user.Check(name, true)) };

        var summary = await new Rehearsal(Rehearsal.Plan() with { Iterations = 1 }, script).PlayAsync();

        Assert.Single(summary.UserErrors);
        Assert.Empty(summary.Checks);
    }
}
