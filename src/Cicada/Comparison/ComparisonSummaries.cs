using Cicada.Storage.Queries;

namespace Cicada.Comparison;

/// <summary>Makes the part of a run's document that is about its baseline, from the two runs side by side.</summary>
internal static class ComparisonSummaries
{
    /// <summary>The part of the document.</summary>
    /// <param name="other">The run it was compared with.</param>
    /// <param name="runs">That one, and the run behind it.</param>
    /// <param name="rules">What became of the rules.</param>
    public static ComparisonSummary Of(string other, ComparedRuns runs, IReadOnlyList<JudgedRegression> rules) => new()
    {
        Base = other,
        Total = runs.Total.Differences[0] is { } differences
            ? [.. ComparisonText.Shown.Select(shown => Of(shown.Figure, runs.Total.Figures[0]!, runs.Total.Figures[1]!, differences.Single(one => one.Figure == shown.Figure)))]
            : [],
        Regressions = [.. rules.Select(Of)],
        Warnings = runs.Warnings,
    };

    /// <summary>A rule in the document: the request that stands worst speaks for all of them.</summary>
    public static RegressionSummary Of(JudgedRegression rule)
    {
        // Of several that stand as badly, the one that became worse by the most.
        var worst = rule.Requests.OrderByDescending(request => request.State).ThenByDescending(request => Math.Abs(request.Difference?.Percent ?? 0)).FirstOrDefault();
        return new()
        {
            Text = rule.Text,
            State = rule.State,
            Requests = rule.Requests.Count,
            RequestType = worst?.RequestType,
            Name = worst?.Name,
            Difference = worst is { Difference: { } difference, Value: { } value } ? Of(worst.Base, value, difference) : null,
        };
    }

    private static DifferenceSummary Of(ComparedFigure figure, RequestSummary before, RequestSummary after, FigureDifference difference) =>
        Of(Figures.Of(figure, before), Figures.Of(figure, after), difference);

    private static DifferenceSummary Of(double before, double after, FigureDifference difference)
    {
        var (name, unit, factor) = ComparisonText.InDocuments(difference.Figure);
        return new()
        {
            Figure = name,
            Unit = unit,
            Base = factor * before,
            Value = factor * after,
            Difference = factor * difference.By,
            Percent = difference.Percent,
            Lower = factor * difference.Lower,
            Upper = factor * difference.Upper,
            Meaning = difference.Meaning,
        };
    }
}
