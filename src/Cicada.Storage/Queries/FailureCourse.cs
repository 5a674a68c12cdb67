namespace Cicada.Storage.Queries;

/// <summary>The failures of a run over time.</summary>
internal sealed record FailureCourse
{
    /// <summary>The width of a bucket in seconds.</summary>
    public required double Width { get; init; }

    /// <summary>Where each bucket begins, in seconds after the run's start.</summary>
    public required double[] Time { get; init; }

    /// <summary>Where the last bucket ends.</summary>
    public required double Until { get; init; }

    /// <summary>The most frequent first.</summary>
    public required IReadOnlyList<FailureRow> Rows { get; init; }
}
