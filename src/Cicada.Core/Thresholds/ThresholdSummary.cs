namespace Cicada;

/// <summary>What became of a threshold.</summary>
public sealed record ThresholdSummary
{
    /// <summary>The threshold as it was written: <c>p95(GET /) &lt; 200ms</c>.</summary>
    public required string Text { get; init; }

    /// <summary>How it stands.</summary>
    public required ThresholdState State { get; init; }

    /// <summary>What it looks at: <c>p95</c> or another percentile, <c>mean</c>, <c>min</c>, <c>max</c>, <c>failures</c>, <c>rps</c>, <c>requests</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>Which requests it is about; null for all.</summary>
    public required string? Requests { get; init; }

    /// <summary>How the figure has to stand to the limit: <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>.</summary>
    public required string Comparison { get; init; }

    /// <summary>The limit, in <see cref="Unit"/>.</summary>
    public required double Limit { get; init; }

    /// <summary>What was measured: of the whole run, or the worst of its stretches. Null where there is no data.</summary>
    public required double? Observed { get; init; }

    /// <summary><c>ms</c>, <c>%</c>, <c>requests/s</c> or <c>requests</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Over stretches of how many seconds; null for the whole run.</summary>
    public required double? Over { get; init; }

    /// <summary>How many seconds of the run's beginning are left out; null for none.</summary>
    public required double? After { get; init; }

    /// <summary>Whether it ends the run when it breaks.</summary>
    public required bool Abort { get; init; }

    /// <summary>When it first broke, in seconds since the run's start; null where it never did.</summary>
    public required double? BrokenAt { get; init; }
}
