using System.Globalization;

namespace Cicada.Terminal;

/// <summary>Differences from a baseline in words, in the units of a run's document.</summary>
internal static class DifferenceText
{
    public const string Milliseconds = "ms";
    public const string Rate = "requests/s";
    public const string Percent = "%";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A figure with its unit.</summary>
    public static string Value(string unit, double value) => unit switch
    {
        Rate => Figures.Rate(value),
        Percent => $"{Number(value)}%",
        _ => $"{Figures.Milliseconds(value)} ms",
    };

    /// <summary>How much a figure differs: absolutely, and in per cent where that says something.</summary>
    public static string Change(string unit, double by, double? percent) =>
        unit == Percent ? $"{Signed(by)} points"
        : Signed(by) + (unit == Rate ? "/s" : " ms") + (percent is { } part ? $" ({Signed(part)}%)" : "");

    /// <summary>The same for a figure of a document.</summary>
    public static string Change(DifferenceSummary difference) => Change(difference.Unit, difference.Difference, difference.Percent);

    /// <summary>Between what a difference lies; empty where nobody can tell.</summary>
    public static string Interval(double? lower, double? upper) => lower is { } from && upper is { } to ? $"{Signed(from)} … {Signed(to)}" : "";

    /// <summary>The same for a figure of a document.</summary>
    public static string Interval(DifferenceSummary difference) => Interval(difference.Lower, difference.Upper);

    /// <summary>What a difference means.</summary>
    public static string Meaning(DifferenceMeaning meaning, bool tooFew) => meaning switch
    {
        _ when tooFew => "cannot tell: too few",
        DifferenceMeaning.Better => "better",
        DifferenceMeaning.Worse => "worse",
        DifferenceMeaning.Same => "same",
        DifferenceMeaning.Unsure => "cannot tell",
        _ => "",
    };

    /// <summary>The same for a figure of a document.</summary>
    public static string Meaning(DifferenceSummary difference) => Meaning(difference.Meaning, tooFew: difference.Lower is null && difference.Meaning == DifferenceMeaning.Unsure);

    /// <summary>How a rule against regression stands.</summary>
    public static string Word(RegressionState state) => state switch
    {
        RegressionState.Passed => "✓ passed",
        RegressionState.Broken => "✗ broken",
        RegressionState.NoData => "? no data",
        _ => "~ cannot tell",
    };

    /// <summary>What became of a rule, in a line: of the request that stands worst.</summary>
    public static string Seen(RegressionSummary rule)
    {
        if (rule.Requests == 0)
        {
            return "no such request in the base";
        }

        var seen = rule.Difference is not { } difference ? "not in the run"
            : rule.State == RegressionState.NoData ? "too few requests to tell"
            : $"{Value(difference.Unit, difference.Base)} → {Value(difference.Unit, difference.Value)}, {Change(difference)}, 99%: {Interval(difference)}";
        return rule.Requests == 1 ? seen : $"{NameOf(rule.RequestType!, rule.Name!)}: {seen}";
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
