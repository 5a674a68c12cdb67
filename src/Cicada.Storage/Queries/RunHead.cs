namespace Cicada.Storage.Queries;

/// <summary>A run as it stands in a list of runs.</summary>
internal sealed record RunHead
{
    public required string Run { get; init; }

    public required string Test { get; init; }

    public required RunState State { get; init; }

    public required int? ExitCode { get; init; }

    /// <summary>Null before the end.</summary>
    public required RunVerdict? Verdict { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset? Ended { get; init; }

    /// <summary>How long it was, or has been, in seconds.</summary>
    public required double Duration { get; init; }

    /// <summary>The most users at a time.</summary>
    public required int Users { get; init; }

    public required string? Host { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required string Note { get; init; }

    public required bool Baseline { get; init; }

    public required RequestSummary Total { get; init; }

    /// <summary>Up to 60 buckets over the run.</summary>
    public required Sparkline Sparkline { get; init; }

    /// <summary>About how many bytes it takes in the store.</summary>
    public required long Size { get; init; }
}
