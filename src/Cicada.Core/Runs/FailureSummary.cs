namespace Cicada;

/// <summary>Failures of one request and error class over a whole run.</summary>
public sealed record FailureSummary
{
    /// <summary>The protocol or method.</summary>
    public required string RequestType { get; init; }

    /// <summary>The request's name.</summary>
    public required string Name { get; init; }

    /// <summary>The error class.</summary>
    public required string Exception { get; init; }

    /// <summary>The full text of the first of them.</summary>
    public required string Message { get; init; }

    /// <summary>How many there were.</summary>
    public required long Occurrences { get; init; }

    /// <summary>When the first was completed.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When the last was completed.</summary>
    public required DateTimeOffset LastSeen { get; init; }
}
