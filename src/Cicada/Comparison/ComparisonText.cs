using System.Globalization;
using Cicada.Storage.Queries;

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

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A figure with its unit.</summary>
    public static string Value(ComparedFigure figure, double value) => figure switch
    {
        ComparedFigure.Rps => Terminal.Figures.Rate(value),
        ComparedFigure.FailureRatio => $"{Number(100 * value)}%",
        _ => $"{Terminal.Figures.Milliseconds(value)} ms",
    };

    /// <summary>How much a figure differs: absolutely, and in per cent where that says something.</summary>
    public static string Change(FigureDifference difference) =>
        difference.Figure == ComparedFigure.FailureRatio ? $"{Signed(100 * difference.By)} points"
        : Signed(difference.By) + (difference.Figure == ComparedFigure.Rps ? "/s" : " ms") + (difference.Percent is { } percent ? $" ({Signed(percent)}%)" : "");

    /// <summary>Between what the difference lies; empty where nobody can tell.</summary>
    public static string Interval(FigureDifference difference)
    {
        if (difference is not { Lower: { } lower, Upper: { } upper })
        {
            return "";
        }

        var factor = difference.Figure == ComparedFigure.FailureRatio ? 100 : 1;
        return $"{Signed(factor * lower)} … {Signed(factor * upper)}";
    }

    /// <summary>What a difference means.</summary>
    public static string Meaning(FigureDifference difference) => difference switch
    {
        { TooFew: true } => "cannot tell: too few",
        { Meaning: DifferenceMeaning.Better } => "better",
        { Meaning: DifferenceMeaning.Worse } => "worse",
        { Meaning: DifferenceMeaning.Same } => "same",
        { Meaning: DifferenceMeaning.Unsure } => "cannot tell",
        _ => "",
    };

    /// <summary>Where a request is that only one of the runs has.</summary>
    public static string OnlyIn(ComparedRequest request) => request.Figures[0] is null ? "only in the run" : "only in the base";

    /// <summary>How a rule stands.</summary>
    public static string Word(RegressionState state) => state switch
    {
        RegressionState.Passed => "✓ passed",
        RegressionState.Broken => "✗ broken",
        RegressionState.NoData => "? no data",
        _ => "~ cannot tell",
    };

    /// <summary>What the worst request of a rule shows.</summary>
    public static string Seen(JudgedRegression rule)
    {
        if (rule.Requests.Count == 0)
        {
            return "no such request in the base";
        }

        var worst = rule.Requests.MaxBy(request => request.State)!;
        var seen = worst.Difference is not { } difference ? "not in the run"
            : rule.State == RegressionState.NoData ? "too few requests to tell"
            : $"{Value(difference.Figure, worst.Base)} → {Value(difference.Figure, worst.Value!.Value)}, {Change(difference)}, 99%: {Interval(difference)}";
        return rule.Requests.Count == 1 ? seen : $"{NameOf(worst.RequestType, worst.Name)}: {seen}";
    }

    /// <summary>A request as it is called.</summary>
    public static string NameOf(string requestType, string name) => requestType == name ? "all requests" : $"{requestType} {name}";

    private static string Signed(double number)
    {
        var text = Number(Math.Abs(number));
        return text == "0" ? "0" : (number < 0 ? "−" : "+") + text;
    }

    private static string Number(double number) => number switch
    {
        >= 100 => number.ToString("#,0", Culture),
        >= 10 => number.ToString("0.#", Culture),
        >= 1 => number.ToString("0.##", Culture),
        _ => number.ToString("0.###", Culture),
    };
}
