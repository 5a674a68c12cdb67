using Cicada.Storage.Queries;
using CsCheck;

namespace Cicada.Storage.Tests.Queries;

public sealed class ConfidenceIntervalsTests
{
    [Theory]
    [InlineData(0, 1000, 0, 0.006591)] // no failure says little about one in a thousand
    [InlineData(10, 1000, 0.004530, 0.021929)]
    [InlineData(500, 1000, 0.459407, 0.540593)]
    [InlineData(1000, 1000, 0.993409, 1)]
    public void The_interval_of_a_ratio_is_wilsons(long part, long whole, double lower, double upper)
    {
        var interval = ConfidenceIntervals.OfRatio(part, whole);

        Assert.Equal((lower, upper), (Math.Round(interval.Lower, 6), Math.Round(interval.Upper, 6)));
    }

    [Theory]
    [InlineData(50, 7, 1, 7)]     // seven times hold the median between them
    [InlineData(50, 6, null, null)]
    [InlineData(95, 1000, 933, 968)]
    [InlineData(99, 600, null, null)] // the upper one would be the 601st
    [InlineData(99, 1000, 982, 999)]
    [InlineData(99.9, 6000, null, null)]
    public void The_ranks_that_enclose_a_percentile_exist_or_there_are_too_few_times(double percentile, long count, int? lower, int? upper)
    {
        Assert.Equal((lower, upper), ConfidenceIntervals.RanksOf(percentile, count) is { } ranks ? ((int)ranks.Lower, (int)ranks.Upper) : (null, (int?)null));
    }

    [Fact]
    public void Ranks_enclose_the_percentile_of_what_the_times_are_drawn_from_99_times_of_100()
    {
        var random = new Random(1);
        var enclosed = 0;
        for (var i = 0; i < 2000; i++)
        {
            var times = Enumerable.Range(0, 400).Select(_ => random.NextDouble()).Order().ToArray();
            var (lower, upper) = ConfidenceIntervals.RanksOf(95, 400)!.Value;
            enclosed += times[lower - 1] <= 0.95 && times[upper - 1] >= 0.95 ? 1 : 0;
        }

        Assert.InRange(enclosed / 2000.0, 0.98, 1);
    }

    [Fact]
    public void The_interval_of_a_difference_is_that_of_the_one_turned_round_when_both_are_exchanged()
    {
        Gen.Select(Gen.Double[0, 1000], Gen.Double[0, 100], Gen.Double[0, 1000], Gen.Double[0, 100]).Sample((first, half, other, otherHalf) =>
        {
            var (one, two) = (new Interval(first - half, first + half), new Interval(other - otherHalf, other + otherHalf));
            var forth = ConfidenceIntervals.OfDifference(first, one, other, two);
            var back = ConfidenceIntervals.OfDifference(other, two, first, one);

            Assert.Equal(forth.Lower, -back.Upper, 6);
            Assert.Equal(forth.Upper, -back.Lower, 6);
            Assert.InRange(other - first, forth.Lower, forth.Upper);
        });
    }

    [Fact]
    public void A_count_is_enclosed_by_its_interval_and_none_is_enclosed_from_zero()
    {
        Assert.Equal(0, ConfidenceIntervals.OfCount(0).Lower);
        Assert.Equal((77.346, 129.288), (Math.Round(ConfidenceIntervals.OfCount(100).Lower, 3), Math.Round(ConfidenceIntervals.OfCount(100).Upper, 3)));
        Assert.Equal(new Interval(10 - ConfidenceIntervals.Z, 10 + ConfidenceIntervals.Z), ConfidenceIntervals.OfMean(10, 10, 100));
    }

    [Theory]
    [InlineData(7, 3.499483)]
    [InlineData(9, 3.249836)]
    [InlineData(19, 2.860935)]
    [InlineData(38, 2.711558)]
    [InlineData(1_000_000, 2.575834)]
    public void The_percentile_of_students_distribution_is_that_of_the_tables(int degrees, double expected)
    {
        Assert.Equal(expected, ConfidenceIntervals.StudentT(degrees), expected * 0.002);
    }

    [Fact]
    public void The_more_requests_depend_on_each_other_the_wider_an_interval_is_and_it_is_as_wide_as_that_of_fewer_requests()
    {
        Gen.Select(Gen.Int[1, 2_000], Gen.Int[2_000, 100_000], Gen.Double[1, 50]).Sample((part, whole, dependence) =>
        {
            Encloses(ConfidenceIntervals.OfRatio(part, whole), ConfidenceIntervals.OfRatio(part, whole, dependence));
            Encloses(ConfidenceIntervals.OfCount(whole), ConfidenceIntervals.OfCount(whole, dependence));
            Encloses(ConfidenceIntervals.OfMean(20, 5, whole), ConfidenceIntervals.OfMean(20, 5, whole, dependence));
            var (independent, dependent) = (ConfidenceIntervals.RanksOf(95, whole)!.Value, ConfidenceIntervals.RanksOf(95, whole, dependence)!.Value);
            Assert.True(dependent.Lower <= independent.Lower && dependent.Upper >= independent.Upper && dependent.Lower >= 1 && dependent.Upper <= whole);
        });

        Assert.Equal(ConfidenceIntervals.OfRatio(10, 1_000), ConfidenceIntervals.OfRatio(100, 10_000, 10));
    }

    private static void Encloses(Interval inner, Interval outer) => Assert.True(outer.Lower <= inner.Lower + 1e-9 && outer.Upper >= inner.Upper - 1e-9, $"{outer} does not enclose {inner}");
}
