namespace Cicada.Storage.Queries;

/// <summary>
/// Intervals that hold the true figure 99 times of 100, as far as requests are independent of each other. The sources of the formulas, and why 99, are in
/// docs/decisions/comparing-runs.md.
/// </summary>
internal static class ConfidenceIntervals
{
    /// <summary>The 99.5th percentile of the standard normal distribution: half a per cent is left out on either side.</summary>
    public const double Z = 2.575829303548901;

    /// <summary>Wilson's score interval of a proportion.</summary>
    public static Interval OfRatio(long part, long whole)
    {
        var ratio = (double)part / whole;
        var denominator = 1 + (Z * Z / whole);
        var centre = (ratio + (Z * Z / (2 * whole))) / denominator;
        var half = Z / denominator * Math.Sqrt((ratio * (1 - ratio) / whole) + (Z * Z / (4.0 * whole * whole)));
        return new(part == 0 ? 0 : centre - half, part == whole ? 1 : centre + half);
    }

    /// <summary>The score interval of the mean of a Poisson distribution that gave a count.</summary>
    public static Interval OfCount(long count)
    {
        var centre = count + (Z * Z / 2);
        var half = Z * Math.Sqrt(count + (Z * Z / 4));
        return new(count == 0 ? 0 : centre - half, centre + half);
    }

    /// <summary>The interval of a mean by the central limit theorem.</summary>
    public static Interval OfMean(double mean, double standardDeviation, long count)
    {
        var half = Z * standardDeviation / Math.Sqrt(count);
        return new(mean - half, mean + half);
    }

    /// <summary>
    /// The ranks, from 1 on, of the two times between which a percentile of so many times lies: order statistics by the normal approximation of the binomial
    /// distribution. Null where there are too few times for them to exist.
    /// </summary>
    public static (long Lower, long Upper)? RanksOf(double percentile, long count)
    {
        var fraction = percentile / 100;
        var half = Z * Math.Sqrt(count * fraction * (1 - fraction));
        var (lower, upper) = ((long)Math.Ceiling((count * fraction) - half), (long)Math.Ceiling((count * fraction) + half));
        return lower >= 1 && upper <= count ? (lower, upper) : null;
    }

    /// <summary>The interval of the difference of two figures, the other minus the first, from an interval of each.</summary>
    public static Interval OfDifference(double first, Interval ofFirst, double other, Interval ofOther)
    {
        var (by, below, above) = (
            other - first,
            Math.Sqrt(Square(other - ofOther.Lower) + Square(ofFirst.Upper - first)),
            Math.Sqrt(Square(ofOther.Upper - other) + Square(first - ofFirst.Lower)));
        return new(by - below, by + above);
    }

    private static double Square(double value) => value * value;
}
