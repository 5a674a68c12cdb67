namespace Cicada.Storage;

/// <summary>A bucket of a <see cref="Timeline"/>.</summary>
public sealed record TimeBucket
{
    /// <summary>Where it begins, after the run's start.</summary>
    public required TimeSpan From { get; init; }

    /// <summary>
    /// Where it ends: a width later, or where the window or the run ends. What is left of a run after its last whole bucket and is shorter than half a second (or half a
    /// width) belongs to that bucket.
    /// </summary>
    public required TimeSpan To { get; init; }

    /// <summary>All requests.</summary>
    public required BucketFigures All { get; init; }

    /// <summary>Those that succeeded.</summary>
    public required BucketFigures Succeeded { get; init; }

    /// <summary>Those that failed.</summary>
    public required BucketFigures Failed { get; init; }

    /// <summary>Requests a second, by the time the bucket covers.</summary>
    public double Rps => To > From ? All.Count / (To - From).TotalSeconds : 0;
}
