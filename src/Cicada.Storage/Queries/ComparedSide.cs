namespace Cicada.Storage.Queries;

/// <summary>What a comparison knows of a request in one run.</summary>
internal sealed record ComparedSide
{
    private readonly RankedTimes? _times;

    private ComparedSide(RequestSummary summary, double seconds, RankedTimes? times)
    {
        (Summary, Seconds, _times) = (summary, seconds, times);
        StandardDeviation = times?.StandardDeviation();
    }

    /// <summary>Its figures.</summary>
    public RequestSummary Summary { get; }

    /// <summary>How long the window was in seconds.</summary>
    public double Seconds { get; }

    /// <summary>The standard deviation of the times in milliseconds; null where nothing is known of the times.</summary>
    public double? StandardDeviation { get; }

    /// <summary>The request in each block of time; null where there are none, or nothing is known of the times.</summary>
    public RequestBlocks? Blocks { get; init; }

    /// <summary>The buckets of <see cref="HistogramLayout"/> in which the percentiles of the summary lie.</summary>
    public IReadOnlyList<int> BucketsOfPercentiles() =>
        [.. FigureComparison.Percentiles.Select(figure => HistogramLayout.IndexOfMilliseconds(Figures.Of(figure, Summary)))];

    /// <summary>A side from its figures and all of its times.</summary>
    public static ComparedSide Of(RequestSummary summary, double seconds, HistogramCounts times) =>
        new(summary, seconds, summary.Count > 0 && times.Total == summary.Count ? new RankedTimes(times) : null);

    /// <summary>Between which times a percentile lies; null where there are too few times, or nothing is known of them.</summary>
    /// <param name="place">Its place among <see cref="MergedFigures.SummaryPercentiles"/>.</param>
    /// <param name="dependence">See <see cref="Dependence"/>.</param>
    public Interval? IntervalOf(int place, double dependence)
    {
        if (_times is null || ConfidenceIntervals.RanksOf(MergedFigures.SummaryPercentiles[place], _times.Count, dependence) is not { } ranks)
        {
            return null;
        }

        double At(long rank) => Math.Clamp(_times.At(rank), Summary.Min, Summary.Max);
        return new Interval(At(ranks.Lower), At(ranks.Upper));
    }
}
