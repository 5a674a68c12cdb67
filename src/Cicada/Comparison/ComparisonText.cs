using Cicada.Storage.Queries;
using Cicada.Terminal;

namespace Cicada.Comparison;

/// <summary>Differences between runs in words, the same on a terminal and in Markdown.</summary>
internal static class ComparisonText
{
    /// <summary>The figures that are shown, with their names.</summary>
    public static readonly (ComparedFigure Figure, string Name)[] Shown =
    [
        (ComparedFigure.Rps, "req/s"),
        (ComparedFigure.FailureRatio, "failures"),
        (ComparedFigure.Mean, "mean"),
        (ComparedFigure.P50, "p50"),
        (ComparedFigure.P75, "p75"),
        (ComparedFigure.P90, "p90"),
        (ComparedFigure.P95, "p95"),
        (ComparedFigure.P99, "p99"),
        (ComparedFigure.P999, "p99.9"),
    ];

    /// <summary>How a figure is called in documents, in which unit it stands there, and by what it is multiplied for that.</summary>
    public static (string Name, string Unit, double Factor) InDocuments(ComparedFigure figure) => figure switch
    {
        ComparedFigure.Rps => ("rps", DifferenceText.Rate, 1),
        ComparedFigure.FailureRatio => ("failures", DifferenceText.Percent, 100),
        _ => (Array.Find(Shown, shown => shown.Figure == figure).Name, DifferenceText.Milliseconds, 1),
    };

    /// <summary>A figure with its unit.</summary>
    public static string Value(ComparedFigure figure, double value)
    {
        var (_, unit, factor) = InDocuments(figure);
        return DifferenceText.Value(unit, factor * value);
    }

    /// <summary>How much a figure differs: absolutely, and in per cent where that says something.</summary>
    public static string Change(FigureDifference difference)
    {
        var (_, unit, factor) = InDocuments(difference.Figure);
        return DifferenceText.Change(unit, factor * difference.By, difference.Percent);
    }

    /// <summary>Between what the difference lies; empty where nobody can tell.</summary>
    public static string Interval(FigureDifference difference)
    {
        var (_, _, factor) = InDocuments(difference.Figure);
        return DifferenceText.Interval(factor * difference.Lower, factor * difference.Upper);
    }

    /// <summary>What a difference means.</summary>
    public static string Meaning(FigureDifference difference) => DifferenceText.Meaning(difference.Meaning, difference.TooFew);

    /// <summary>Where a request is that only one of the runs has.</summary>
    public static string OnlyIn(ComparedRequest request) => request.Figures[0] is null ? "only in the run" : "only in the base";
}
