using System.Text.Json.Serialization;

namespace Cicada;

/// <summary>
/// The document about a run: what <c>--summary-json</c> writes, what <c>--json</c> and <c>show --json</c> print, and what the
/// store gives back years later. In JSON its names are in snake case.
/// </summary>
public sealed record RunSummary
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>The name of the test.</summary>
    public required string Test { get; init; }

    /// <summary>Where the run stands; in JSON one of <c>running, finished, stopped, interrupted, failed</c>.</summary>
    public required RunState State { get; init; }

    /// <summary>The exit code of the run's process, or null while it is on or where it was interrupted.</summary>
    public required int? ExitCode { get; init; }

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

    /// <summary>Failed requests by kind, most frequent first.</summary>
    public IReadOnlyList<FailureSummary> Failures { get; init; } = [];

    /// <summary>Exceptions from users' tasks, most frequent first.</summary>
    public IReadOnlyList<UserErrorSummary> UserErrors { get; init; } = [];

    /// <summary>The metrics users made for themselves, sorted by name; empty where there are none.</summary>
    public IReadOnlyList<MetricSummary> Metrics { get; init; } = [];

    /// <summary>Sentences about what a reader of the figures must know: names that were capped, users that did not end.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What became of the samples.</summary>
    public required RecordingSummary Recording { get; init; }
}
