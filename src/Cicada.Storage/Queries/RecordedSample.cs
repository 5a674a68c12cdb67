namespace Cicada.Storage;

/// <summary>One request as it was recorded.</summary>
public sealed record RecordedSample
{
    /// <summary>When it was completed.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The same, after the run's start.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The protocol or method.</summary>
    public required string RequestType { get; init; }

    /// <summary>The request's name.</summary>
    public required string Name { get; init; }

    /// <summary>The response time in milliseconds.</summary>
    public required double ResponseTime { get; init; }

    /// <summary>The HTTP status, or null where there was none.</summary>
    public long? StatusCode { get; init; }

    /// <summary>The error class, or null where the request succeeded.</summary>
    public string? Exception { get; init; }

    /// <summary>The full text of the error, where there is one.</summary>
    public string? Detail { get; init; }
}
