namespace Cicada;

/// <summary>How a figure of a run differs from the same figure of the run it was compared with.</summary>
public sealed record DifferenceSummary
{
    /// <summary>The figure: <c>rps</c>, <c>failures</c>, <c>mean</c>, <c>p50</c>, <c>p75</c>, <c>p90</c>, <c>p95</c>, <c>p99</c> or <c>p99.9</c>.</summary>
    public required string Figure { get; init; }

    /// <summary>The unit of all its numbers but <see cref="Percent"/>: <c>ms</c>, <c>requests/s</c>, or <c>%</c> for the share of failures, whose differences are percentage points.</summary>
    public required string Unit { get; init; }

    /// <summary>The figure in the run it was compared with.</summary>
    public required double Base { get; init; }

    /// <summary>The figure in this run.</summary>
    public required double Value { get; init; }

    /// <summary>This run's minus that of the other.</summary>
    public required double Difference { get; init; }

    /// <summary>The difference in per cent of the other run's figure; null where that is 0.</summary>
    public required double? Percent { get; init; }

    /// <summary>Where the interval begins in which the difference lies with 99 % confidence; null where there are too few requests to tell.</summary>
    public required double? Lower { get; init; }

    /// <summary>Where that interval ends.</summary>
    public required double? Upper { get; init; }

    /// <summary>What the difference means; in JSON one of <c>better, worse, same, neutral, unsure</c>.</summary>
    public required DifferenceMeaning Meaning { get; init; }
}
