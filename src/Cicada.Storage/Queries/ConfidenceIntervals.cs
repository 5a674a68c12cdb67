namespace Cicada.Storage.Queries;

/// <summary>
/// Intervals that hold the true figure 99 times of 100. Each takes by what the variance is larger than that of requests which are independent of each other, see
/// <see cref="Dependence"/>. The sources of the formulas, and why 99, are in docs/decisions/comparing-runs.md.
/// </summary>
internal static class ConfidenceIntervals
{
    /// <summary>The 99.5th percentile of the standard normal distribution: half a per cent is left out on either side.</summary>
    public const double Z = 2.575829303548901;

    /// <summary>The 99.5th percentile of Student's distribution, by the expansion of Cornish and Fisher: within 0.2 % from 7 degrees of freedom on.</summary>
    /// <param name="degrees">The degrees of freedom.</param>
    public static double StudentT(int degrees)
    {
        var (z, squared, inverse) = (Z, Z * Z, 1.0 / degrees);
        var first = (squared + 1) / 4;
        var second = ((((5 * squared) + 16) * squared) + 3) / 96;
        var third = ((((((3 * squared) + 19) * squared) + 17) * squared) - 15) / 384;
        return z * (1 + (inverse * (first + (inverse * (second + (inverse * third))))));
    }

    /// <summary>Wilson's score interval of a proportion.</summary>
    public static Interval OfRatio(long counted, long all, double dependence = 1)
    {
        // As many independent requests as would tell as much.
        var (part, whole) = (counted / dependence, all / dependence);
        var ratio = part / whole;
        var denominator = 1 + (Z * Z / whole);
        var centre = (ratio + (Z * Z / (2 * whole))) / denominator;
        var half = Z / denominator * Math.Sqrt((ratio * (1 - ratio) / whole) + (Z * Z / (4.0 * whole * whole)));
        return new(counted == 0 ? 0 : centre - half, counted == all ? 1 : centre + half);
    }

    /// <summary>The score interval of the mean of a Poisson distribution that gave a count.</summary>
    public static Interval OfCount(long counted, double dependence = 1)
    {
        var count = counted / dependence;
        var centre = count + (Z * Z / 2);
        var half = Z * Math.Sqrt(count + (Z * Z / 4));
        return new(counted == 0 ? 0 : dependence * (centre - half), dependence * (centre + half));
    }

    /// <summary>The interval of a mean by the central limit theorem.</summary>
    public static Interval OfMean(double mean, double standardDeviation, long count, double dependence = 1)
    {
        var half = Z * standardDeviation * Math.Sqrt(dependence / count);
        return new(mean - half, mean + half);
    }

    /// <summary>
    /// The ranks, from 1 on, of the two times between which a percentile of so many times lies: order statistics by the normal approximation of the binomial
    /// distribution. Null where there would be too few times even if they were independent; where only their dependence leads beyond the shortest or the longest, it is that.
    /// </summary>
    public static (long Lower, long Upper)? RanksOf(double percentile, long count, double dependence = 1)
    {
        var fraction = percentile / 100;
        var half = Z * Math.Sqrt(count * fraction * (1 - fraction));
        if ((long)Math.Ceiling((count * fraction) - half) < 1 || (long)Math.Ceiling((count * fraction) + half) > count)
        {
            return null;
        }

        half *= Math.Sqrt(dependence);
        return (Math.Max(1, (long)Math.Ceiling((count * fraction) - half)), Math.Min(count, (long)Math.Ceiling((count * fraction) + half)));
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
