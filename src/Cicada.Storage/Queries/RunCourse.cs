namespace Cicada.Storage.Queries;

/// <summary>A run over time as columns, which is what a chart draws: buckets of equal width from the run's start on, as <see cref="BucketGrid"/> lays them. Times are seconds.</summary>
internal sealed record RunCourse
{
    public required string Run { get; init; }

    /// <summary>The window after the run's start.</summary>
    public required double From { get; init; }

    public required double To { get; init; }

    /// <summary>The width of a bucket.</summary>
    public required double Width { get; init; }

    /// <summary>
    /// Up to where everything is there, which is where the last bucket ends: the window's end, but of a run that is on no later than the last whole second that is complete.
    /// </summary>
    public required double Until { get; init; }

    public required PercentileSource Source { get; init; }

    /// <summary>Where each bucket begins.</summary>
    public required double[] Time { get; init; }

    /// <summary>Null where they were not asked for, as the others.</summary>
    public RequestColumns? Requests { get; init; }

    public UserColumns? Users { get; init; }

    public GeneratorColumns? Generator { get; init; }
}
