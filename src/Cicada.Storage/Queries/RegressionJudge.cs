using Cicada.Thresholds;

namespace Cicada.Storage.Queries;

/// <summary>Judges a run by rules against regression, from how it differs from another. Why so is in docs/decisions/comparing-runs.md.</summary>
internal static class RegressionJudge
{
    /// <summary>Judges one rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="runs">The run to compare with, and behind it the one that is judged.</param>
    public static JudgedRegression Judge(Regression rule, ComparedRuns runs)
    {
        var pattern = new RequestPattern(rule.Requests);
        IReadOnlyList<ComparedRequest> about = rule.Requests is null ? [runs.Total] : [.. runs.Requests.Where(request => pattern.Matches(request.RequestType, request.Name))];

        // A request that is new has nothing to be worse than.
        List<JudgedRequest> judged = [.. about.Where(request => request.Figures[0] is not null).Select(request => Judge(rule, request))];
        return new JudgedRegression(rule.Text, judged.Count == 0 ? RegressionState.NoData : judged.Max(request => request.State), judged);
    }

    private static JudgedRequest Judge(Regression rule, ComparedRequest request)
    {
        var figure = FigureOf(rule);
        var difference = request.Differences[0]?.Single(one => one.Figure == figure);
        var before = Figures.Of(figure, request.Figures[0]!);
        double? after = request.Figures[1] is { } own ? Figures.Of(figure, own) : null;
        return new JudgedRequest(request.RequestType, request.Name, StateOf(rule, before, difference), before, after, difference);
    }

    /// <summary>How a figure stands.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="before">The figure in the run it is compared with.</param>
    /// <param name="difference">How it differs; null where there is nothing to compare.</param>
    public static RegressionState StateOf(Regression rule, double before, FigureDifference? difference)
    {
        if (difference is not { Lower: { } lower, Upper: { } upper })
        {
            return RegressionState.NoData;
        }

        var (worse, least) = rule.Figure == ThresholdFigure.Rate ? (-difference.By, -upper) : (difference.By, lower);
        return worse <= AllowanceOf(rule, before) ? RegressionState.Passed
            : least > 0 ? RegressionState.Broken
            : RegressionState.Unsure;
    }

    private static double AllowanceOf(Regression rule, double before) =>
        !rule.IsPercent ? rule.Allowance
        : rule.Figure == ThresholdFigure.FailureShare ? rule.Allowance / 100
        : before * rule.Allowance / 100;

    private static ComparedFigure FigureOf(Regression rule) => rule.Figure switch
    {
        ThresholdFigure.Rate => ComparedFigure.Rps,
        ThresholdFigure.FailureShare => ComparedFigure.FailureRatio,
        ThresholdFigure.Mean => ComparedFigure.Mean,
        _ => rule.PercentileRank switch
        {
            50 => ComparedFigure.P50,
            75 => ComparedFigure.P75,
            90 => ComparedFigure.P90,
            95 => ComparedFigure.P95,
            99 => ComparedFigure.P99,
            _ => ComparedFigure.P999,
        },
    };
}
