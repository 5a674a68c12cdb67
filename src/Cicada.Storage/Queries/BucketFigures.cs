namespace Cicada.Storage;

/// <summary>The figures of some requests of a bucket. Times are milliseconds, and null where there was no request.</summary>
public sealed record BucketFigures
{
    /// <summary>Those of no request.</summary>
    public static BucketFigures Empty { get; } = new() { Count = 0 };

    /// <summary>The number of requests.</summary>
    public required long Count { get; init; }

    /// <summary>Mean response time, exact.</summary>
    public double? Mean { get; init; }

    /// <summary>Shortest response time, exact.</summary>
    public double? Min { get; init; }

    /// <summary>Longest response time, exact.</summary>
    public double? Max { get; init; }

    /// <summary>Bytes of all answers.</summary>
    public long Bytes { get; init; }

    /// <summary>
    /// The percentiles that were asked for; no values where there was no request, or the run has nothing to tell them by.
    /// </summary>
    public IReadOnlyList<double> Percentiles { get; init; } = [];
}
