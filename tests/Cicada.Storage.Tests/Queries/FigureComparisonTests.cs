using Cicada.Storage.Queries;

namespace Cicada.Storage.Tests.Queries;

public sealed class FigureComparisonTests
{
    [Fact]
    public void A_run_compared_with_itself_is_the_same_in_everything()
    {
        var side = Side(seed: 1, count: 5);

        var differences = FigureComparison.Compare(side, side);

        Assert.Equal(Enum.GetValues<ComparedFigure>(), differences.Select(difference => difference.Figure));
        Assert.All(differences, difference => Assert.Equal((0.0, DifferenceMeaning.Same, false), (difference.By, difference.Meaning, difference.TooFew)));
    }

    [Fact]
    public void Twice_as_slow_is_worse_and_half_as_slow_better()
    {
        var (first, slow) = (Side(seed: 1, count: 20_000), Side(seed: 2, count: 20_000, slower: 2));

        Assert.All(
            Times(FigureComparison.Compare(first, slow)),
            difference => Assert.Equal((DifferenceMeaning.Worse, false, true), (difference.Meaning, difference.TooFew, difference.Percent > 80)));
        Assert.All(Times(FigureComparison.Compare(slow, first)), difference => Assert.Equal(DifferenceMeaning.Better, difference.Meaning));
    }

    [Fact]
    public void What_comes_from_the_same_source_is_the_same_where_there_is_much_of_it_and_unsure_where_there_is_little()
    {
        var much = FigureComparison.Compare(Side(seed: 3, count: 200_000), Side(seed: 4, count: 200_000)).ToDictionary(difference => difference.Figure);
        var little = FigureComparison.Compare(Side(seed: 3, count: 200), Side(seed: 4, count: 200)).ToDictionary(difference => difference.Figure);

        Assert.Equal(DifferenceMeaning.Same, much[ComparedFigure.P50].Meaning);
        Assert.Equal(DifferenceMeaning.Same, much[ComparedFigure.Mean].Meaning);
        Assert.Equal((DifferenceMeaning.Unsure, false), (little[ComparedFigure.P50].Meaning, little[ComparedFigure.P50].TooFew));
        Assert.Equal((DifferenceMeaning.Unsure, true), (little[ComparedFigure.P999].Meaning, little[ComparedFigure.P999].TooFew));
    }

    [Fact]
    public void Of_a_handful_of_requests_nothing_can_be_told()
    {
        var differences = FigureComparison.Compare(Side(seed: 5, count: 6), Side(seed: 6, count: 6, slower: 3));

        Assert.All(
            differences.Where(difference => difference.Figure is not (ComparedFigure.Count or ComparedFigure.Bytes or ComparedFigure.Max)),
            difference => Assert.Equal((DifferenceMeaning.Unsure, true), (difference.Meaning, difference.TooFew)));
        Assert.Equal(DifferenceMeaning.Unsure, differences.Single(difference => difference.Figure == ComparedFigure.Max).Meaning);
    }

    [Fact]
    public void More_requests_a_second_are_better_more_failures_worse_and_more_of_them_neither()
    {
        var differences = FigureComparison.Compare(Side(seed: 7, count: 10_000), Side(seed: 7, count: 12_000, failures: 300)).ToDictionary(difference => difference.Figure);

        Assert.Equal((DifferenceMeaning.Better, 20.0), (differences[ComparedFigure.Rps].Meaning, Math.Round(differences[ComparedFigure.Rps].Percent!.Value, 9)));
        Assert.Equal((DifferenceMeaning.Worse, null), (differences[ComparedFigure.FailureRatio].Meaning, differences[ComparedFigure.FailureRatio].Percent));
        Assert.Equal(DifferenceMeaning.Neutral, differences[ComparedFigure.Count].Meaning);
        Assert.Equal(2000, differences[ComparedFigure.Count].By);
    }

    [Theory]
    [InlineData(1.0, 0.5, 1.5, DifferenceMeaning.Same)]       // sure to be there, and too little to matter
    [InlineData(5.0, -1.0, 11.0, DifferenceMeaning.Unsure)]   // may be none
    [InlineData(5.0, 3.0, 7.0, DifferenceMeaning.Worse)]
    [InlineData(-5.0, -7.0, -3.0, DifferenceMeaning.Better)]
    [InlineData(1.9, 0.5, 3.3, DifferenceMeaning.Same)]       // there, but most likely too little to matter
    [InlineData(0.0, -9.0, 9.0, DifferenceMeaning.Unsure)]    // no difference seen, but one could hide
    [InlineData(0.0, -1.0, 1.0, DifferenceMeaning.Same)]
    public void What_a_difference_means_is_told_by_its_interval_and_by_what_matters(double by, double lower, double upper, object meaning)
    {
        Assert.Equal(meaning, FigureComparison.MeaningOf(by, new Interval(lower, upper), tolerance: 2, isMoreBetter: false));
    }

    private static IEnumerable<FigureDifference> Times(IEnumerable<FigureDifference> differences) =>
        differences.Where(difference => difference.Figure is ComparedFigure.Mean or ComparedFigure.P50 or ComparedFigure.P75 or ComparedFigure.P90 or ComparedFigure.P95 or ComparedFigure.P99);

    private static ComparedSide Side(int seed, int count, double slower = 1, int failures = 0)
    {
        var random = new Random(seed);
        var times = new HistogramCounts();
        var (sum, min, max) = (0.0, double.MaxValue, 0.0);
        for (var i = 0; i < count; i++)
        {
            var milliseconds = slower * 20 * Math.Exp(0.5 * random.NextDouble());
            times.Add(HistogramLayout.IndexOf((long)(milliseconds * 1e3)), 1);
            (sum, min, max) = (sum + milliseconds, Math.Min(min, milliseconds), Math.Max(max, milliseconds));
        }

        var values = new double[6];
        times.Percentiles(MergedFigures.SummaryPercentiles, min, max, values);
        var summary = RunQuery.Nothing with
        {
            Count = count,
            Failures = failures,
            Rps = count / 60.0,
            Mean = sum / count,
            Min = min,
            Max = max,
            P50 = values[0],
            P75 = values[1],
            P90 = values[2],
            P95 = values[3],
            P99 = values[4],
            P999 = values[5],
        };
        return ComparedSide.Of(summary, 60, times);
    }
}
