namespace Cicada.Storage.Queries;

/// <summary>What a comparison knows of a request in one run.</summary>
internal sealed record ComparedSide
{
    /// <summary>Its figures.</summary>
    public required RequestSummary Summary { get; init; }

    /// <summary>How long the window was in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Between which times each of the percentiles of a summary lies; null where there are too few times, and all of them where nothing is known of the times.</summary>
    public required Interval?[] Percentiles { get; init; }

    /// <summary>The standard deviation of the times in milliseconds; null where nothing is known of the times.</summary>
    public required double? StandardDeviation { get; init; }

    /// <summary>A side from its figures and all of its times.</summary>
    public static ComparedSide Of(RequestSummary summary, double seconds, HistogramCounts times)
    {
        var isWhole = summary.Count > 0 && times.Total == summary.Count;
        return new ComparedSide
        {
            Summary = summary,
            Seconds = seconds,
            Percentiles = [.. MergedFigures.SummaryPercentiles.Select(percentile => isWhole ? IntervalOf(percentile, summary, times) : null)],
            StandardDeviation = isWhole ? DeviationOf(times) : null,
        };
    }

    private static Interval? IntervalOf(double percentile, RequestSummary summary, HistogramCounts times)
    {
        if (ConfidenceIntervals.RanksOf(percentile, times.Total) is not { } ranks)
        {
            return null;
        }

        double At(long rank) => Math.Clamp(HistogramLayout.MiddleOf(times.IndexAt(rank)) / 1e3, summary.Min, summary.Max);
        return new Interval(At(ranks.Lower), At(ranks.Upper));
    }

    private static double DeviationOf(HistogramCounts times)
    {
        var (mean, squares, count) = (0.0, 0.0, 0L);
        for (var i = times.First; i <= times.Last; i++)
        {
            if (times[i] is > 0 and var some)
            {
                // Welford's way, so that no large squares are subtracted from each other.
                count += some;
                var from = (HistogramLayout.MiddleOf(i) / 1e3) - mean;
                mean += from * some / count;
                squares += some * from * ((HistogramLayout.MiddleOf(i) / 1e3) - mean);
            }
        }

        return count > 1 ? Math.Sqrt(squares / (count - 1)) : 0;
    }
}
