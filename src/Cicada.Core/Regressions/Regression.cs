using Cicada.Regressions;
using Cicada.Thresholds;

namespace Cicada;

/// <summary>
/// How much worse than another run a run may be: <c>Regression.P95("GET /").MoreThan(10.Percent())</c>. The rule breaks where a figure is worse by more than that, and chance alone
/// would hardly make it worse at all; one for which there are too few requests to tell is not passed either. Both make the exit code <see cref="ExitCode.Regression"/>.
/// </summary>
/// <remarks>
/// <b>Which requests.</b> A rule is about the total of all requests, or about those called so, as for a <see cref="Threshold"/>: by name, by type and name, and with <c>*</c> for any
/// letters. Where several match, each is judged by itself, so that one that became slow does not vanish among many that did not.
/// </remarks>
public sealed record Regression
{
    internal Regression(ThresholdFigure figure, double percentile, string? requests, double allowance, bool isPercent)
    {
        (Figure, PercentileRank, Requests, Allowance, IsPercent) = (figure, figure == ThresholdFigure.Percentile ? percentile : 0, requests, allowance, isPercent);
        if (RegressionRule.ProblemOfFigure(figure, percentile) is { } unknown)
        {
            throw new ArgumentOutOfRangeException(nameof(percentile), $"The regression rule '{Text}' {unknown}");
        }

        if (RegressionRule.ProblemOfAllowance(figure, allowance, isPercent) is { } problem)
        {
            throw new ArgumentOutOfRangeException(nameof(allowance), $"The regression rule '{Text}' {problem}");
        }

        if (requests is not null && string.IsNullOrWhiteSpace(requests))
        {
            throw new ArgumentException("The name of the requests is empty; expected a name such as 'GET /'. Write one, or leave it out for all requests.", nameof(requests));
        }
    }

    /// <summary>The rule in words, as <see cref="Parse"/> reads them: <c>p95(GET /) +10%</c>.</summary>
    public string Text => Written ?? ThresholdText.Of(this);

    /// <summary>Which requests it is about; null for the total of all.</summary>
    public string? Requests { get; }

    internal ThresholdFigure Figure { get; }

    internal double PercentileRank { get; }

    /// <summary>How much worse, 0 or more: per cent of the other run's figure, for failures percentage points; or milliseconds, or requests a second.</summary>
    internal double Allowance { get; }

    internal bool IsPercent { get; }

    /// <summary>As somebody wrote it; null where it was made in code.</summary>
    internal string? Written { get; init; }

    /// <summary>The median response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Regression"/>; null for the total.</param>
    public static TimeRegression P50(string? requests = null) => Percentile(50, requests);

    /// <summary>The 90th percentile of the response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Regression"/>; null for the total.</param>
    public static TimeRegression P90(string? requests = null) => Percentile(90, requests);

    /// <summary>The 95th percentile of the response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Regression"/>; null for the total.</param>
    public static TimeRegression P95(string? requests = null) => Percentile(95, requests);

    /// <summary>The 99th percentile of the response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Regression"/>; null for the total.</param>
    public static TimeRegression P99(string? requests = null) => Percentile(99, requests);

    /// <summary>The 99.9th percentile of the response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Regression"/>; null for the total.</param>
    public static TimeRegression P999(string? requests = null) => Percentile(99.9, requests);

    /// <summary>A percentile of the response time.</summary>
    /// <param name="percentile">One of 50, 75, 90, 95, 99 and 99.9; another is refused when the rule is made.</param>
    /// <param name="requests">Which requests, see <see cref="Regression"/>; null for the total.</param>
    public static TimeRegression Percentile(double percentile, string? requests = null) => new(ThresholdFigure.Percentile, percentile, requests);

    /// <summary>The mean response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Regression"/>; null for the total.</param>
    public static TimeRegression Mean(string? requests = null) => new(ThresholdFigure.Mean, 0, requests);

    /// <summary>The share of requests that fail.</summary>
    /// <param name="requests">Which requests, see <see cref="Regression"/>; null for the total.</param>
    public static FailureRegression Failures(string? requests = null) => new(requests);

    /// <summary>Requests completed a second.</summary>
    /// <param name="requests">Which requests, see <see cref="Regression"/>; null for the total.</param>
    public static RateRegression Rps(string? requests = null) => new(requests);

    /// <summary>Reads a rule: <c>p95(GET /) +10%</c>, <c>p99 +50ms</c>, <c>failures +0.5%</c>, <c>rps -5%</c>.</summary>
    /// <param name="text">What <c>--regression</c> takes.</param>
    /// <exception cref="FormatException">It cannot be read; the message says where, and what was expected.</exception>
    public static Regression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ThresholdReader.ReadRegression(text, "", out var problem) ?? throw new FormatException(problem);
    }

    /// <inheritdoc />
    public override string ToString() => Text;
}
