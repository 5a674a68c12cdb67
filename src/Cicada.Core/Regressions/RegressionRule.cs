using Cicada.Thresholds;

namespace Cicada.Regressions;

/// <summary>Which rules against regression make sense. No figures.</summary>
internal static class RegressionRule
{
    // Those a comparison of runs has.
    private static readonly double[] Percentiles = [50, 75, 90, 95, 99, 99.9];

    /// <summary>Whether a rule that stands so is good enough: what nobody can tell for want of requests is not, what chance may have made is.</summary>
    public static bool Holds(RegressionState state) => state is RegressionState.Passed or RegressionState.Unsure;

    public static bool IsPercentile(double percentile) => Percentiles.Contains(percentile);

    /// <summary>What is wrong with a figure, as the end of a sentence; null for nothing.</summary>
    public static string? ProblemOfFigure(ThresholdFigure figure, double percentile) => figure switch
    {
        ThresholdFigure.Percentile when !IsPercentile(percentile) =>
            $"is about p{ThresholdText.Number(percentile)}; runs are compared by p50, p75, p90, p95, p99 and p99.9. Write one of these.",
        ThresholdFigure.Min or ThresholdFigure.Max => "is about what one request alone decides, which chance makes; expected a percentile or 'mean'. Write for instance 'p99 +10%'.",
        ThresholdFigure.Checks => "is about checks, which are counted and not compared; expected a percentile, 'mean', 'failures' or 'rps'. Write a threshold for them, 'checks > 99%'.",
        ThresholdFigure.Requests => "is about how many requests there were, which is neither better nor worse; expected 'rps' for how many a second. Write for instance 'rps -5%'.",
        _ => null,
    };

    /// <summary>What is wrong with an allowance, as the end of a sentence; null for nothing.</summary>
    public static string? ProblemOfAllowance(ThresholdFigure figure, double allowance, bool isPercent) =>
        !double.IsFinite(allowance) || allowance < 0 ? "allows what is no number of 0 or more. Write another."
        : isPercent && !figure.IsTime() && allowance >= 100
            ? $"can never break, since {(figure == ThresholdFigure.Rate ? "no rate falls" : "no share of failures rises")} by more than 100%. Write less than '100%'."
        : null;
}
