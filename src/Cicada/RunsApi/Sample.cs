using Cicada.Storage;

namespace Cicada.RunsApi;

/// <summary>One request as it was recorded.</summary>
internal sealed record Sample
{
    /// <summary>When it was completed.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The same, in seconds after the run's start.</summary>
    public required double Elapsed { get; init; }

    public required string RequestType { get; init; }

    public required string Name { get; init; }

    /// <summary>Milliseconds.</summary>
    public required double ResponseTime { get; init; }

    public long? StatusCode { get; init; }

    /// <summary>The error class; null where it succeeded.</summary>
    public string? Exception { get; init; }

    /// <summary>The full text of the error.</summary>
    public string? Detail { get; init; }

    public static Sample Of(RecordedSample sample) => new()
    {
        Time = sample.Time,
        Elapsed = sample.Elapsed.TotalSeconds,
        RequestType = sample.RequestType,
        Name = sample.Name,
        ResponseTime = sample.ResponseTime,
        StatusCode = sample.StatusCode,
        Exception = sample.Exception,
        Detail = sample.Detail,
    };
}
