namespace Cicada.Storage.Queries;

/// <summary>Says how the figures of a request in one run differ from those in another, and whether chance alone may have made the difference.</summary>
internal static class FigureComparison
{
    /// <summary>Differences of times and rates below these per cent are none: another day, another cache, make as much.</summary>
    public const double TolerancePercent = 2;

    /// <summary>The same for the share of failures, which is a ratio itself.</summary>
    public const double RatioTolerance = 0.001;

    // Below, the normal approximations mean little.
    private const int Few = 30;

    /// <summary>The percentiles among them, in the order of <see cref="MergedFigures.SummaryPercentiles"/>.</summary>
    public static readonly ComparedFigure[] Percentiles =
        [ComparedFigure.P50, ComparedFigure.P75, ComparedFigure.P90, ComparedFigure.P95, ComparedFigure.P99, ComparedFigure.P999];

    /// <summary>All figures, in the order of <see cref="ComparedFigure"/>.</summary>
    /// <param name="first">The request in the first run.</param>
    /// <param name="other">The request in the other run; the first itself where it is the same run.</param>
    public static IReadOnlyList<FigureDifference> Compare(ComparedSide first, ComparedSide other) =>
        [.. Enum.GetValues<ComparedFigure>().Select(figure => Compare(figure, first, other))];

    /// <summary>The place of a percentile among those of a summary; -1 for any other figure.</summary>
    public static int PlaceOf(ComparedFigure figure) => Array.IndexOf(Percentiles, figure);

    private static FigureDifference Compare(ComparedFigure figure, ComparedSide first, ComparedSide other)
    {
        var (before, after) = (Figures.Of(figure, first.Summary), Figures.Of(figure, other.Summary));
        var by = after - before;
        double? percent = before != 0 ? 100 * by / before : null;
        if (ReferenceEquals(first, other))
        {
            return new FigureDifference(figure, by, percent, DifferenceMeaning.Same, TooFew: false, 0, 0);
        }

        // What one request alone decides has no interval; how much there was is neither good nor bad.
        if (figure is ComparedFigure.Count or ComparedFigure.Bytes or ComparedFigure.Max)
        {
            var unlike = figure == ComparedFigure.Max ? DifferenceMeaning.Unsure : DifferenceMeaning.Neutral;
            return new FigureDifference(figure, by, percent, by == 0 ? DifferenceMeaning.Same : unlike, TooFew: false, null, null);
        }

        var dependence = Dependence.Of(figure, first, other);
        if (IntervalOf(figure, first, dependence) is not { } ofFirst || IntervalOf(figure, other, dependence) is not { } ofOther)
        {
            return new FigureDifference(figure, by, percent, DifferenceMeaning.Unsure, TooFew: true, null, null);
        }

        var tolerance = figure == ComparedFigure.FailureRatio ? RatioTolerance : Math.Abs(before) * TolerancePercent / 100;
        var interval = ConfidenceIntervals.OfDifference(before, ofFirst, after, ofOther);
        var meaning = MeaningOf(by, interval, tolerance, isMoreBetter: figure == ComparedFigure.Rps);
        return new FigureDifference(figure, by, percent, meaning, TooFew: false, interval.Lower, interval.Upper);
    }

    /// <summary>What a difference means, from the interval it lies in and what is too little to matter.</summary>
    public static DifferenceMeaning MeaningOf(double by, Interval interval, double tolerance, bool isMoreBetter)
    {
        // All that the difference may be is too little to matter, or what it is.
        if (interval.Lower >= -tolerance && interval.Upper <= tolerance)
        {
            return DifferenceMeaning.Same;
        }

        if (interval.Lower <= 0 && interval.Upper >= 0)
        {
            return DifferenceMeaning.Unsure;
        }

        return Math.Abs(by) <= tolerance ? DifferenceMeaning.Same
            : by > 0 == isMoreBetter ? DifferenceMeaning.Better
            : DifferenceMeaning.Worse;
    }

    // Null where there are too few samples.
    private static Interval? IntervalOf(ComparedFigure figure, ComparedSide side, double dependence)
    {
        var (count, failures) = (side.Summary.Count, side.Summary.Failures);
        switch (figure)
        {
            case ComparedFigure.Rps when count >= Few && side.Seconds > 0:
                var interval = ConfidenceIntervals.OfCount(count, dependence);
                return new Interval(interval.Lower / side.Seconds, interval.Upper / side.Seconds);
            case ComparedFigure.FailureRatio when count >= Few:
                return ConfidenceIntervals.OfRatio(failures, count, dependence);
            case ComparedFigure.Mean when count >= Few && side.StandardDeviation is { } deviation:
                return ConfidenceIntervals.OfMean(side.Summary.Mean, deviation, count, dependence);
            default:
                return PlaceOf(figure) is >= 0 and var place ? side.IntervalOf(place, dependence) : null;
        }
    }
}
