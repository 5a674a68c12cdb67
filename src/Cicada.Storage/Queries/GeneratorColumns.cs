namespace Cicada.Storage.Queries;

/// <summary>The load generator's health over time; null where nothing is known. Of several workers the worst, and the sum of what is counted.</summary>
internal sealed record GeneratorColumns
{
    /// <summary>Per cent of all cores, the mean of the bucket.</summary>
    public required double?[] Cpu { get; init; }

    /// <summary>Bytes, the most in the bucket, as are those that follow but for the counts at the end.</summary>
    public required double?[] Memory { get; init; }

    /// <summary>Milliseconds within a second.</summary>
    public required double?[] GcPause { get; init; }

    public required double?[] SchedulerLatenessP99 { get; init; }

    public required double?[] ThreadPoolQueue { get; init; }

    public required double?[] Connections { get; init; }

    /// <summary>Samples since the run began, at the end of the bucket.</summary>
    public required double?[] Recorded { get; init; }

    public required double?[] Spooled { get; init; }

    public required double?[] Dropped { get; init; }
}
