namespace Cicada.Thresholds;

/// <summary>Which thresholds make sense, what they compare, and what they are counted in. No clock, no figures.</summary>
internal static class ThresholdRule
{
    public static bool IsPercentile(double percentile) => percentile is > 0 and < 100;

    public static bool Holds(this ThresholdComparison comparison, double observed, double limit) => comparison switch
    {
        ThresholdComparison.Below => observed < limit,
        ThresholdComparison.AtMost => observed <= limit,
        ThresholdComparison.Above => observed > limit,
        _ => observed >= limit,
    };

    /// <summary>Whether less is better.</summary>
    public static bool IsUpperLimit(this ThresholdComparison comparison) => comparison is ThresholdComparison.Below or ThresholdComparison.AtMost;

    public static bool IsTime(this ThresholdFigure figure) => figure <= ThresholdFigure.Max;

    public static bool IsCount(this ThresholdFigure figure) => figure is ThresholdFigure.Failures or ThresholdFigure.Requests;

    /// <summary>Whether it is a share of a whole, in per cent.</summary>
    public static bool IsShare(this ThresholdFigure figure) => figure is ThresholdFigure.FailureShare or ThresholdFigure.Checks;

    public static string Unit(this ThresholdFigure figure) => figure switch
    {
        ThresholdFigure.FailureShare or ThresholdFigure.Checks => "%",
        ThresholdFigure.Rate => "requests/s",
        ThresholdFigure.Failures or ThresholdFigure.Requests => "requests",
        _ => "ms",
    };

    /// <summary>What is wrong with a limit, as the end of a sentence; null for nothing.</summary>
    public static string? Problem(ThresholdFigure figure, ThresholdComparison comparison, double limit)
    {
        var most = figure.IsShare() ? 100 : double.PositiveInfinity;
        return !double.IsFinite(limit) || limit < 0 || limit > most ? $"has a limit that no figure reaches; expected {(figure.IsShare() ? "0% to 100%" : "0 or more")}. Write another limit."
            : (comparison == ThresholdComparison.Below && limit == 0) || (comparison == ThresholdComparison.Above && limit == most)
                ? $"can never hold. Write '{(limit == 0 ? "<=" : ">=")}' instead of '{ThresholdText.Sign(comparison)}', or another limit."
            : (comparison == ThresholdComparison.AtLeast && limit == 0) || (comparison == ThresholdComparison.AtMost && limit == most)
                ? "always holds, whatever happens. Write another limit, or leave it out."
            : null;
    }

    /// <summary>What is wrong with a stretch of time.</summary>
    public static string? ProblemOfWindow(TimeSpan window) => window < TimeSpan.FromSeconds(1) || !IsWhole(window) || window > Threshold.LongestWindow
        ? $"is over '{ThresholdText.Span(window)}'; expected whole seconds from 1s to 1h. Write for instance 'over 60s'."
        : null;

    /// <summary>What is wrong with a delay.</summary>
    public static string? ProblemOfDelay(TimeSpan delay) => delay < TimeSpan.Zero || !IsWhole(delay) || delay > TimeSpan.FromDays(49)
        ? $"begins after '{ThresholdText.Span(delay)}'; expected whole seconds, 49 days at most. Write for instance 'after 30s'."
        : null;

    private static bool IsWhole(TimeSpan time) => time.Ticks % TimeSpan.TicksPerSecond == 0;
}
