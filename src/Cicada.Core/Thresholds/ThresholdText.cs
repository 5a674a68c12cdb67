using System.Globalization;

namespace Cicada.Thresholds;

/// <summary>Thresholds and what they observe, in words.</summary>
internal static class ThresholdText
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A threshold, as <see cref="ThresholdReader"/> reads it.</summary>
    public static string Of(Threshold threshold) =>
        Of(threshold.Figure, threshold.PercentileRank, threshold.Requests, threshold.Window, threshold.Comparison, threshold.Limit)
        + (threshold.Delay > TimeSpan.Zero ? $" after {Span(threshold.Delay)}" : "")
        + (threshold.Aborts ? " abort" : "");

    /// <summary>A rule against regression, as <see cref="ThresholdReader"/> reads it.</summary>
    public static string Of(Regression rule) =>
        Name(rule.Figure, rule.PercentileRank)
        + (rule.Requests is null ? "" : $"({Quoted(rule.Requests)})")
        + (rule.Figure == ThresholdFigure.Rate ? " -" : " +")
        + (rule.IsPercent ? Number(rule.Allowance) + "%" : rule.Figure == ThresholdFigure.Rate ? Number(rule.Allowance) + "/s" : Span(TimeSpan.FromMilliseconds(rule.Allowance)));

    public static string Of(ThresholdFigure figure, double percentile, string? requests, TimeSpan? window, ThresholdComparison comparison, double limit) =>
        Name(figure, percentile)
        + (requests is null ? "" : $"({Quoted(requests)})")
        + (window is { } over ? $" over {Span(over)}" : "")
        + $" {Sign(comparison)} {Limit(figure, limit)}";

    /// <summary>The word for a figure: <c>p95</c>, <c>failures</c>.</summary>
    public static string Name(ThresholdFigure figure, double percentile) => figure switch
    {
        ThresholdFigure.Percentile => "p" + Number(percentile),
        ThresholdFigure.Mean => "mean",
        ThresholdFigure.Min => "min",
        ThresholdFigure.Max => "max",
        ThresholdFigure.Rate => "rps",
        ThresholdFigure.Requests => "requests",
        ThresholdFigure.Checks => "checks",
        _ => "failures",
    };

    public static string Sign(ThresholdComparison comparison) => comparison switch
    {
        ThresholdComparison.Below => "<",
        ThresholdComparison.AtMost => "<=",
        ThresholdComparison.Above => ">",
        _ => ">=",
    };

    /// <summary>What was observed, with its unit and about four digits that mean something.</summary>
    public static string Observed(string unit, double value)
    {
        var text = Math.Abs(value) switch
        {
            >= 1000 => value.ToString("#,0", Culture),
            >= 100 => value.ToString("0.#", Culture),
            >= 10 => value.ToString("0.##", Culture),
            _ => value.ToString("0.###", Culture),
        };
        return unit == "%" ? text + "%" : $"{text} {unit}";
    }

    /// <summary>A span of time: 200ms, 1.5s, 90s, 2m, 1h.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        _ when span >= TimeSpan.FromHours(1) && span.Ticks % TimeSpan.TicksPerHour == 0 => $"{Number(span.TotalHours)}h",
        _ when span >= TimeSpan.FromMinutes(2) && span.Ticks % TimeSpan.TicksPerMinute == 0 => $"{Number(span.TotalMinutes)}m",
        _ when span >= TimeSpan.FromSeconds(1) => $"{Number(span.TotalSeconds)}s",
        _ => $"{Number(span.TotalMilliseconds)}ms",
    };

    private static string Limit(ThresholdFigure figure, double limit) => figure switch
    {
        _ when figure.IsShare() => Number(limit) + "%",
        _ when figure.IsTime() => Span(TimeSpan.FromMilliseconds(limit)),
        _ => Number(limit),
    };

    // A name that has a bracket too many, or begins as a quoted one does, would be read as something else.
    private static string Quoted(string requests) =>
        requests.Contains('"', StringComparison.Ordinal) ? requests
        : requests.Trim() != requests || ThresholdReader.LengthInBrackets(requests + ")") != requests.Length ? $"\"{requests}\""
        : requests;

    public static string Number(double number) => number.ToString("0.######", Culture);
}
