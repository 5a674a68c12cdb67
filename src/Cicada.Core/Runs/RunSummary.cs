using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Cicada;

/// <summary>
/// The document about a run: what <c>--summary-json</c> writes, what <c>--json</c> and <c>show --json</c> print, and what the
/// store gives back years later. In JSON its names are in snake case.
/// </summary>
public sealed record RunSummary
{
    private const int MostInWords = 10;

    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>The name of the test.</summary>
    public required string Test { get; init; }

    /// <summary>Where the run stands; in JSON one of <c>running, finished, stopped, interrupted, failed</c>.</summary>
    public required RunState State { get; init; }

    /// <summary>The exit code of the run's process, or null while it is on or where it was interrupted.</summary>
    public required int? ExitCode { get; init; }

    /// <summary>Why the exit code is not 0, all that applies, the first of which gives it; empty where it is 0, while the run is on, and in documents of older versions.</summary>
    public IReadOnlyList<ExitReason> ExitReasons { get; init; } = [];

    /// <summary>When the run began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the run ended, or null while it is on.</summary>
    public required DateTimeOffset? Ended { get; init; }

    /// <summary>The most users there were at one time.</summary>
    public required int Users { get; init; }

    /// <summary>The target's address.</summary>
    public string? Host { get; init; }

    /// <summary>The run's labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Free text about the run.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether the run is the one that later runs of its test are compared with; a test has one at most.</summary>
    public bool Baseline { get; init; }

    /// <summary>
    /// The part of the run that <see cref="Requests"/>, <see cref="Total"/> and <see cref="Failures"/> are about, where somebody asked for a part; null for all of it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunWindow? Window { get; init; }

    /// <summary>One entry per request type and name, sorted by both.</summary>
    public required IReadOnlyList<RequestSummary> Requests { get; init; }

    /// <summary>All requests together.</summary>
    public required RequestSummary Total { get; init; }

    /// <summary>
    /// Groups of requests with a time of their own (<see cref="TaskOwner.Transaction(string)"/>), one entry per name, sorted, each with the request type <c>TRANSACTION</c>; empty where there
    /// are none. They are no requests, and no part of <see cref="Total"/>; they have no bytes.
    /// </summary>
    public IReadOnlyList<RequestSummary> Transactions { get; init; } = [];

    /// <summary>How often each check held (<see cref="Response.Check(string, bool, bool)"/>), sorted by name; empty where there are none.</summary>
    public IReadOnlyList<CheckSummary> Checks { get; init; } = [];

    /// <summary>Failed requests by kind, most frequent first.</summary>
    public IReadOnlyList<FailureSummary> Failures { get; init; } = [];

    /// <summary>Exceptions from users' tasks, most frequent first.</summary>
    public IReadOnlyList<UserErrorSummary> UserErrors { get; init; } = [];

    /// <summary>The metrics users made for themselves, sorted by name; empty where there are none.</summary>
    public IReadOnlyList<MetricSummary> Metrics { get; init; } = [];

    /// <summary>What became of the arrivals; null in a run without an arrival rate.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ArrivalSummary? Arrivals { get; init; }

    /// <summary>Whether the run was good enough; null where nobody has judged: while it is on, where it was interrupted, and in documents of older versions.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>What became of the run's thresholds, in the order they were given; empty where it had none.</summary>
    public IReadOnlyList<ThresholdSummary> Thresholds { get; init; } = [];

    /// <summary>How the run differs from its baseline; null where it was compared with none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ComparisonSummary? Comparison { get; init; }

    /// <summary>What a search for the limit found; null where the run was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LimitSummary? Limit { get; init; }

    /// <summary>Sentences about what a reader of the figures must know: names that were capped, users that did not end.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What became of the samples.</summary>
    public required RecordingSummary Recording { get; init; }

    /// <summary>The figures of one request, for a test's own assertions.</summary>
    /// <param name="request">Its name, such as <c>/items</c>, or its type and name, such as <c>GET /items</c>.</param>
    /// <exception cref="KeyNotFoundException">There was no such request, or there were several of the name with different types; the message says which there were.</exception>
    public RequestSummary this[string request]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(request);
            if (Requests.FirstOrDefault(one => $"{one.RequestType} {one.Name}" == request) is { } exact)
            {
                return exact;
            }

            var named = Requests.Where(one => one.Name == request).ToList();
            return named switch
            {
                [var only] => only,
                [] => throw new KeyNotFoundException($"There is no request '{request}' in the run; {RequestsInWords()}."),
                _ => throw new KeyNotFoundException($"There are {named.Count} requests '{request}' in the run; say which, for instance '{named[0].RequestType} {request}'."),
            };
        }
    }

    /// <summary>The run in a few lines, for the message of an assertion that does not hold.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Run {Run} of '{Test}': {State}, {(Verdict is { } verdict ? $"verdict {verdict}" : "no verdict")}, exit code {ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "none"}.");
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n{Total.Count} requests, {Total.Failures} failed, {Total.Rps:0.#}/s, p50 {Total.P50:0.##} ms, p95 {Total.P95:0.##} ms, p99 {Total.P99:0.##} ms, max {Total.Max:0.##} ms.");
        foreach (var threshold in Thresholds)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nThreshold {threshold.Text}: {threshold.State}{(threshold.Observed is { } observed ? $", {observed:0.##} observed" : "")}.");
        }

        foreach (var rule in Comparison?.Regressions ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"\nRegression {rule.Text}: {rule.State} against {Comparison!.Base}{(rule.Difference is { } seen ? $", {seen.Base:0.##} → {seen.Value:0.##} {seen.Unit}" : "")}.");
        }

        foreach (var failure in Failures.Take(MostInWords))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{failure.Occurrences} × {failure.RequestType} {failure.Name}: {failure.Message}");
        }

        foreach (var error in UserErrors.Take(MostInWords))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{error.Occurrences} × {error.Message}");
        }

        foreach (var warning in Warnings.Take(MostInWords))
        {
            text.Append('\n').Append(warning);
        }

        return text.ToString();
    }

    private string RequestsInWords() => Requests.Count == 0
        ? "there was none at all"
        : $"there were {string.Join(", ", Requests.Take(MostInWords).Select(one => $"'{one.RequestType} {one.Name}'"))}{(Requests.Count > MostInWords ? $" and {Requests.Count - MostInWords} more" : "")}";
}
