namespace Cicada;

/// <summary>How a run stands at one moment.</summary>
public sealed record LiveSnapshot
{
    /// <summary>Where the run stands.</summary>
    public required RunState State { get; init; }

    /// <summary>How long it has been on.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Users that exist.</summary>
    public required int Users { get; init; }

    /// <summary>Users there are to be.</summary>
    public required int TargetUsers { get; init; }

    /// <summary>One entry per request type and name, sorted by both.</summary>
    public required IReadOnlyList<LiveRequest> Requests { get; init; }

    /// <summary>All requests together.</summary>
    public required LiveRequest Total { get; init; }

    /// <summary>Groups of requests with a time of their own, by name; no part of <see cref="Total"/>.</summary>
    public IReadOnlyList<RequestSummary> Transactions { get; init; } = [];

    /// <summary>How often each check has held, by name.</summary>
    public IReadOnlyList<CheckSummary> Checks { get; init; } = [];

    /// <summary>Failed requests by kind, most frequent first.</summary>
    public required IReadOnlyList<FailureSummary> Failures { get; init; }

    /// <summary>Exceptions from users' tasks, most frequent first.</summary>
    public required IReadOnlyList<UserErrorSummary> UserErrors { get; init; }

    /// <summary>How the thresholds of the run stand, in the order they were given; empty where it has none.</summary>
    public IReadOnlyList<ThresholdSummary> Thresholds { get; init; } = [];

    /// <summary>What has become of the samples so far.</summary>
    public required RecordingSummary Recording { get; init; }

    /// <summary>Sentences about what a reader of the figures must know.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
