using Cicada.Thresholds;

namespace Cicada;

/// <summary>
/// What a run has to hold so that it is good enough: <c>Threshold.P95("GET /").Below(200.Milliseconds())</c>. Judged each second while the run is on and at its end; one that is
/// broken, or for which nothing was ever measured, makes the exit code <see cref="ExitCode.ThresholdBroken"/>.
/// </summary>
/// <remarks>
/// Without <see cref="Over"/> a threshold is about the whole run, and what holds at its end counts. With it, it is about every stretch of that length, and has to hold in each of them.
/// <para>
/// <b>Which requests.</b> A threshold is about all requests together, or about those called so: by their name (<c>/item/{id}</c>), by type and name (<c>GET /item/{id}</c>), and with
/// <c>*</c> for any letters (<c>GET *</c>). Where several match, they are judged together. A transaction is
/// judged where it is called by its name (<c>checkout</c>) or by its type (<c>TRANSACTION *</c>), and is none of all requests.
/// </para>
/// </remarks>
public sealed record Threshold
{
    /// <summary>The longest stretch that can be watched.</summary>
    internal static readonly TimeSpan LongestWindow = TimeSpan.FromHours(1);

    internal Threshold(ThresholdFigure figure, double percentile, string? requests, ThresholdComparison comparison, double limit)
    {
        if (ThresholdRule.Problem(figure, comparison, limit) is { } problem)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), $"The threshold '{ThresholdText.Of(figure, percentile, requests, null, comparison, limit)}' {problem}");
        }

        if (figure == ThresholdFigure.Percentile && !ThresholdRule.IsPercentile(percentile))
        {
            throw new ArgumentOutOfRangeException(nameof(percentile), $"The percentile is '{percentile}'; expected a number above 0 and below 100. Take Min or Max for the ends.");
        }

        if (requests is not null && string.IsNullOrWhiteSpace(requests))
        {
            throw new ArgumentException("The name of the requests is empty; expected a name such as 'GET /'. Write one, or leave it out for all requests.", nameof(requests));
        }

        (Figure, PercentileRank, Requests, Comparison, Limit) = (figure, figure == ThresholdFigure.Percentile ? percentile : 0, requests, comparison, limit);
    }

    /// <summary>The threshold in words, as <see cref="Parse"/> reads them: <c>p95(GET /) &lt; 200ms</c>.</summary>
    public string Text => Written ?? ThresholdText.Of(this);

    /// <summary>Which requests it is about; null for all.</summary>
    public string? Requests { get; }

    /// <summary>Whether it ends the run when it breaks.</summary>
    public bool Aborts { get; private init; }

    internal ThresholdFigure Figure { get; }

    internal double PercentileRank { get; }

    internal ThresholdComparison Comparison { get; }

    /// <summary>In the unit of the figure: milliseconds, per cent, requests a second, requests.</summary>
    internal double Limit { get; }

    internal TimeSpan? Window { get; private init; }

    internal TimeSpan Delay { get; private init; }

    /// <summary>As somebody wrote it; null where it was made in code.</summary>
    internal string? Written { get; init; }

    /// <summary>The median response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Threshold"/>; null for all.</param>
    public static TimeThreshold P50(string? requests = null) => Percentile(50, requests);

    /// <summary>The 90th percentile of the response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Threshold"/>; null for all.</param>
    public static TimeThreshold P90(string? requests = null) => Percentile(90, requests);

    /// <summary>The 95th percentile of the response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Threshold"/>; null for all.</param>
    public static TimeThreshold P95(string? requests = null) => Percentile(95, requests);

    /// <summary>The 99th percentile of the response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Threshold"/>; null for all.</param>
    public static TimeThreshold P99(string? requests = null) => Percentile(99, requests);

    /// <summary>The 99.9th percentile of the response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Threshold"/>; null for all.</param>
    public static TimeThreshold P999(string? requests = null) => Percentile(99.9, requests);

    /// <summary>Any percentile of the response time, within 0.1 %.</summary>
    /// <param name="percentile">Above 0 and below 100.</param>
    /// <param name="requests">Which requests, see <see cref="Threshold"/>; null for all.</param>
    public static TimeThreshold Percentile(double percentile, string? requests = null) => new(ThresholdFigure.Percentile, percentile, requests);

    /// <summary>The mean response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Threshold"/>; null for all.</param>
    public static TimeThreshold Mean(string? requests = null) => new(ThresholdFigure.Mean, 0, requests);

    /// <summary>The shortest response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Threshold"/>; null for all.</param>
    public static TimeThreshold Min(string? requests = null) => new(ThresholdFigure.Min, 0, requests);

    /// <summary>The longest response time.</summary>
    /// <param name="requests">Which requests, see <see cref="Threshold"/>; null for all.</param>
    public static TimeThreshold Max(string? requests = null) => new(ThresholdFigure.Max, 0, requests);

    /// <summary>The requests that fail: which share of all, or how many.</summary>
    /// <param name="requests">Which requests, see <see cref="Threshold"/>; null for all.</param>
    public static FailureThreshold Failures(string? requests = null) => new(requests);

    /// <summary>The share of checks that hold.</summary>
    /// <param name="name">The name of the check, with <c>*</c> for any letters; null for all checks together.</param>
    public static CheckThreshold Checks(string? name = null) => new(name);

    /// <summary>Requests completed a second, on the average of the run or of the stretch.</summary>
    /// <param name="requests">Which requests, see <see cref="Threshold"/>; null for all.</param>
    public static CountThreshold Rps(string? requests = null) => new(ThresholdFigure.Rate, requests);

    /// <summary>How many requests are completed, failed ones included.</summary>
    /// <param name="requestsCalled">Which requests, see <see cref="Threshold"/>; null for all.</param>
    public static CountThreshold Completed(string? requestsCalled = null) => new(ThresholdFigure.Requests, requestsCalled);

    /// <summary>
    /// Reads a threshold: <c>p95(GET /) &lt; 200ms</c>, <c>failures &lt; 1%</c>, <c>rps &gt; 500</c>, <c>checks(has five items) &gt; 99%</c>, <c>p99 over 60s &lt; 1s after 30s abort</c>.
    /// </summary>
    /// <param name="text">What <c>--threshold</c> takes.</param>
    /// <exception cref="FormatException">It cannot be read; the message says where, and what was expected.</exception>
    public static Threshold Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ThresholdReader.Read(text, "", out var problem) ?? throw new FormatException(problem);
    }

    /// <summary>The same threshold for every stretch of the run of this length, instead of for the run as a whole.</summary>
    /// <param name="window">How long: whole seconds, an hour at most.</param>
    public Threshold Over(TimeSpan window) => ThresholdRule.ProblemOfWindow(window) is { } problem
        ? throw new ArgumentOutOfRangeException(nameof(window), $"The threshold '{Text}' {problem}")
        : this with { Window = window, Written = null };

    /// <summary>The same threshold without the beginning of the run: what is completed before does not count.</summary>
    /// <param name="delay">How long after the run's start it begins: whole seconds.</param>
    public Threshold After(TimeSpan delay) => ThresholdRule.ProblemOfDelay(delay) is { } problem
        ? throw new ArgumentOutOfRangeException(nameof(delay), $"The threshold '{Text}' {problem}")
        : this with { Delay = delay, Written = null };

    /// <summary>The same threshold, which ends the run in order as soon as it breaks.</summary>
    public Threshold Abort() => this with { Aborts = true, Written = null };

    /// <inheritdoc />
    public override string ToString() => Text;
}
