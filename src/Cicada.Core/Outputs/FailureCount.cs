namespace Cicada;

/// <summary>Failures of one request and error class within one second.</summary>
public sealed record FailureCount : Observation
{
    /// <summary>The protocol or method.</summary>
    public required string RequestType { get; init; }

    /// <summary>The request's name.</summary>
    public required string Name { get; init; }

    /// <summary>The error class.</summary>
    public required string Error { get; init; }

    /// <summary>The full text of the first of them.</summary>
    public required string Message { get; init; }

    /// <summary>How many there were.</summary>
    public required long Occurrences { get; init; }
}
