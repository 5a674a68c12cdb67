namespace Cicada.Storage.Queries;

/// <summary>A kind of failure of a request over time.</summary>
internal sealed record FailureRow
{
    public required string RequestType { get; init; }

    public required string Name { get; init; }

    /// <summary>The error class.</summary>
    public required string Exception { get; init; }

    /// <summary>The text of the first of them.</summary>
    public required string Message { get; init; }

    public required long Occurrences { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Occurrences in each bucket.</summary>
    public required long[] Counts { get; init; }
}
