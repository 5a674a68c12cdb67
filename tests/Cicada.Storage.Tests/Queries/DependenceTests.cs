using Cicada.Storage.Queries;
using CsCheck;

namespace Cicada.Storage.Tests.Queries;

public sealed class DependenceTests
{
    private const int Pairs = 100;

    private static readonly ComparedFigure[] Judged = [ComparedFigure.Rps, ComparedFigure.FailureRatio, ComparedFigure.Mean, ComparedFigure.P50, ComparedFigure.P95, ComparedFigure.P99];

    [Fact]
    public void Requests_that_have_nothing_to_do_with_each_other_are_hardly_taken_for_dependent()
    {
        var seen = Enumerable.Range(0, 30).SelectMany(pair =>
        {
            var (first, other) = (SimulatedSide.Of(pair, 60, _ => 100, failed: (_, _) => 0.05), SimulatedSide.Of(1000 + pair, 60, _ => 100, failed: (_, _) => 0.05));
            return Judged.Select(figure => Dependence.Of(figure, first, other));
        }).Order().ToList();

        Assert.InRange(seen[seen.Count / 2], 1, 1.3);
        Assert.InRange(seen[^1], 1, 4);
    }

    [Fact]
    public void Waves_that_go_over_all_requests_are_seen_in_times_and_not_in_counts()
    {
        var first = SimulatedSide.Of(1, 60, _ => 500, SimulatedSide.Waves(0.1, 0.8));
        var other = SimulatedSide.Of(2, 60, _ => 500, SimulatedSide.Waves(0.1, 0.8));

        Assert.InRange(Dependence.Of(ComparedFigure.Mean, first, other), 20, 1000);
        Assert.InRange(Dependence.Of(ComparedFigure.P50, first, other), 10, 1000);
        Assert.InRange(Dependence.Of(ComparedFigure.Rps, first, other), 1, 3);
    }

    [Fact]
    public void A_ramp_that_both_runs_have_is_no_dependence()
    {
        // Ten times as many requests at the end, each three times as slow: blocks of one run are very unlike, those of both at one time are not.
        static ComparedSide Ramp(int seed) => SimulatedSide.Of(seed, 60, second => 50 + (8 * second), (second, _) => 1 + (second / 30.0));

        var (first, other) = (Ramp(1), Ramp(2));

        Assert.InRange(Dependence.Of(ComparedFigure.Rps, first, other), 1, 4);
        Assert.InRange(Dependence.Of(ComparedFigure.Mean, first, other), 1, 4);
        Assert.InRange(Dependence.Of(ComparedFigure.P95, first, other), 1, 4);
    }

    [Fact]
    public void Of_a_hundred_pairs_of_the_same_load_hardly_any_differ_and_without_the_blocks_very_many_would()
    {
        // Twelve per cent up and down for some seconds at a time is what a shared machine does.
        int Alarms(bool hasBlocks) => Enumerable.Range(0, Pairs).Count(pair =>
        {
            var (first, other) = (
                SimulatedSide.Of(pair, 60, _ => 120, SimulatedSide.Waves(0.12, 0.6), hasBlocks: hasBlocks),
                SimulatedSide.Of(5000 + pair, 60, _ => 120, SimulatedSide.Waves(0.12, 0.6), hasBlocks: hasBlocks));
            return Differ(first, other, ComparedFigure.Mean) || Differ(first, other, ComparedFigure.P50) || Differ(first, other, ComparedFigure.P95);
        });

        Assert.InRange(Alarms(hasBlocks: true), 0, 6);
        Assert.InRange(Alarms(hasBlocks: false), 30, Pairs);
    }

    [Fact]
    public void Twenty_per_cent_slower_is_seen_all_the_same()
    {
        var found = Enumerable.Range(0, Pairs).Count(pair =>
        {
            var waves = SimulatedSide.Waves(0.12, 0.6);
            var first = SimulatedSide.Of(pair, 60, _ => 200, SimulatedSide.Waves(0.12, 0.6));
            var slower = SimulatedSide.Of(5000 + pair, 60, _ => 200, (second, random) => 1.2 * waves(second, random));
            return FigureComparison.Compare(first, slower).Single(difference => difference.Figure == ComparedFigure.P95).Meaning == DifferenceMeaning.Worse;
        });

        Assert.InRange(found, 90, Pairs);
    }

    [Fact]
    public void Failures_that_come_in_bursts_are_no_difference_where_both_runs_have_as_many_bursts()
    {
        // A hundredth of all seconds fails as a whole.
        static double Burst(int second, Random random) => random.NextDouble() < 0.02 ? 1 : 0;

        var alarms = Enumerable.Range(0, Pairs).Count(pair =>
            Differ(SimulatedSide.Of(pair, 120, _ => 50, failed: Burst), SimulatedSide.Of(3000 + pair, 120, _ => 50, failed: Burst), ComparedFigure.FailureRatio));

        Assert.InRange(alarms, 0, 6);
    }

    [Fact]
    public void It_is_the_same_whichever_run_comes_first_and_never_below_one()
    {
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 10_000], Gen.Int[10, 90], Gen.Double[0, 0.3]).Sample(
            (seed, another, seconds, spread) =>
            {
                var (first, other) = (SimulatedSide.Of(seed, seconds, _ => 20, SimulatedSide.Waves(spread, 0.5)), SimulatedSide.Of(another, seconds, _ => 20));
                foreach (var figure in Judged)
                {
                    var dependence = Dependence.Of(figure, first, other);
                    Assert.True(dependence >= 1);
                    Assert.Equal(dependence, Dependence.Of(figure, other, first), 6);
                }
            },
            iter: 100);
    }

    [Theory]
    [InlineData(7, null)]   // too short for blocks
    [InlineData(8, 1)]
    [InlineData(39, 1)]
    [InlineData(40, 2)]
    [InlineData(3600, 180)]
    public void Blocks_are_whole_seconds_and_about_twenty_of_them(int seconds, int? width)
    {
        Assert.Equal(width, (int?)RequestBlocks.WidthFor(TimeSpan.FromSeconds(seconds))?.TotalSeconds);
    }

    [Fact]
    public void A_run_that_is_too_short_for_blocks_is_compared_as_if_requests_were_independent()
    {
        var (first, other) = (SimulatedSide.Of(1, 7, _ => 100, SimulatedSide.Waves(0.3, 0.8)), SimulatedSide.Of(2, 7, _ => 100, SimulatedSide.Waves(0.3, 0.8)));

        Assert.Equal(1, Dependence.Of(ComparedFigure.Mean, first, other));
    }

    private static bool Differ(ComparedSide first, ComparedSide other, ComparedFigure figure) =>
        FigureComparison.Compare(first, other).Single(difference => difference.Figure == figure).Meaning is DifferenceMeaning.Better or DifferenceMeaning.Worse;
}
