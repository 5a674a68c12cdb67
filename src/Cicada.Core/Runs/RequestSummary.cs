using System.Text.Json.Serialization;

namespace Cicada;

/// <summary>The figures of one request name over a whole run; times are milliseconds, over all requests, failed ones included.</summary>
public sealed record RequestSummary
{
    /// <summary>The protocol or method, or <c>(all)</c>.</summary>
    public required string RequestType { get; init; }

    /// <summary>The request's name, or <c>(all)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Requests, failed ones included.</summary>
    public required long Count { get; init; }

    /// <summary>Requests that failed.</summary>
    public required long Failures { get; init; }

    /// <summary>Requests a second: <see cref="Count"/> ÷ seconds from the first start to the last completion.</summary>
    public required double Rps { get; init; }

    /// <summary>Mean response time.</summary>
    public required double Mean { get; init; }

    /// <summary>Shortest response time.</summary>
    public required double Min { get; init; }

    /// <summary>Longest response time.</summary>
    public required double Max { get; init; }

    /// <summary>Median response time.</summary>
    public required double P50 { get; init; }

    /// <summary>75th percentile of the response time.</summary>
    public required double P75 { get; init; }

    /// <summary>90th percentile of the response time.</summary>
    public required double P90 { get; init; }

    /// <summary>95th percentile of the response time.</summary>
    public required double P95 { get; init; }

    /// <summary>99th percentile of the response time.</summary>
    public required double P99 { get; init; }

    /// <summary>99.9th percentile of the response time.</summary>
    public required double P999 { get; init; }

    /// <summary>Bytes of all answers.</summary>
    public required long Bytes { get; init; }

    /// <summary>
    /// Service times: from the moment a request was started, where response times run from the moment its arrival was scheduled. Null in the closed model, where the two are the same.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeFigures? Service { get; init; }
}
