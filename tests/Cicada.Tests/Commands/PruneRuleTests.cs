using Cicada.Commands;
using Cicada.Tests.Terminal;
using CsCheck;

namespace Cicada.Tests.Commands;

public sealed class PruneRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    // Nightly runs of 'shop', monthly ones of 'year-end'; 'shop-40' is a baseline, 'shop-50' is still on.
    private static readonly RunSummary[] Runs =
    [
        Run("shop", 0), Run("shop", 1), Run("shop", 2), Run("shop", 29), Run("shop", 30), Run("shop", 31),
        Run("shop", 40) with { Baseline = true }, Run("shop", 50) with { State = RunState.Running },
        Run("shop", 60) with { State = RunState.Interrupted },
        Run("year-end", 10), Run("year-end", 45), Run("year-end", 75),
    ];

    [Theory]
    [InlineData(30, null, "shop-31 year-end-45 shop-60 year-end-75")] // to the hour 30 days old is not older than 30 days
    [InlineData(1000, null, "")]
    [InlineData(1, null, "shop-2 year-end-10 shop-29 shop-30 shop-31 year-end-45 shop-60 year-end-75")]
    [InlineData(null, 2, "shop-2 shop-29 shop-30 shop-31 shop-60 year-end-75")] // two of each test, not two of all
    [InlineData(null, 7, "shop-60")] // the baseline is the seventh, the one that is on comes behind it
    [InlineData(null, 100, "")]
    [InlineData(30, 1, "shop-31 year-end-45 shop-60 year-end-75")] // age keeps more
    [InlineData(30, 2, "shop-31 shop-60 year-end-75")] // number keeps 'year-end-45', age keeps five of 'shop'
    [InlineData(30, 6, "shop-60")]
    public void What_no_part_of_the_rule_keeps_goes(int? days, int? last, string expected)
    {
        var rule = new PruneRule { Keep = days is { } age ? TimeSpan.FromDays(age) : null, KeepLast = last };

        Assert.Equal(expected, string.Join(' ', rule.Choose(Runs, Now).Select(run => run.Run)));
        Assert.Equal(expected, string.Join(' ', rule.Choose([.. Runs.Reverse()], Now).Select(run => run.Run)));
    }

    [Fact]
    public void A_run_that_began_in_the_future_is_young()
    {
        Assert.Empty(new PruneRule { Keep = TimeSpan.FromHours(1) }.Choose([Run("shop", -5)], Now));
    }

    [Fact]
    public void Both_together_keep_what_either_alone_keeps()
    {
        var run = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 90], Gen.Int[0, 9]).Select((test, age, kind) => Run($"t{test}", age) with
        {
            Baseline = kind == 0,
            State = kind == 1 ? RunState.Running : RunState.Finished,
        });
        Gen.Select(run.Array[0, 60], Gen.Int[1, 90], Gen.Int[1, 20]).Sample((drawn, days, last) =>
        {
            RunSummary[] runs = [.. drawn.Select((run, i) => run with { Run = $"{run.Run}-{i:00}" })];
            var byAge = new PruneRule { Keep = TimeSpan.FromDays(days) }.Choose(runs, Now).Select(run => run.Run).ToHashSet();
            var byNumber = new PruneRule { KeepLast = last }.Choose(runs, Now).Select(run => run.Run).ToHashSet();
            var both = new PruneRule { Keep = TimeSpan.FromDays(days), KeepLast = last }.Choose(runs, Now);

            Assert.Equal(byAge.Intersect(byNumber).Order(), both.Select(run => run.Run).Order());
            Assert.DoesNotContain(both, run => run.Baseline || run.State == RunState.Running);
            foreach (var test in runs.GroupBy(run => run.Test))
            {
                var gone = test.Count(run => byNumber.Contains(run.Run));
                Assert.True(test.Count() - gone >= Math.Min(last, test.Count()));
            }

            Assert.Equal(both.Select(run => run.Started).OrderDescending(), both.Select(run => run.Started));
        });
    }

    private static RunSummary Run(string test, int daysAgo) =>
        SomeFigures.Summary() with { Run = $"{test}-{daysAgo}", Test = test, Started = Now.AddDays(-daysAgo) };
}
