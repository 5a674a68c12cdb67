namespace Cicada;

/// <summary>The requests of one name that were completed in one second, succeeded and failed apart.</summary>
public sealed record RequestStatistics : Observation
{
    /// <summary>The request type and name that stand for all requests together.</summary>
    public const string All = "(all)";

    /// <summary>The protocol or method, or <see cref="All"/>.</summary>
    public required string RequestType { get; init; }

    /// <summary>The request's name, or <see cref="All"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether this is about the requests that succeeded or about those that failed.</summary>
    public required bool Success { get; init; }

    /// <summary>Seconds since the run began, at the end of the interval.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>The number of requests, never 0.</summary>
    public required long Count { get; init; }

    /// <summary>Response times in milliseconds.</summary>
    public required TimeFigures Response { get; init; }

    /// <summary>Median service time in milliseconds, where it differs from the response time.</summary>
    public double? ServiceP50 { get; init; }

    /// <summary>95th percentile of the service time in milliseconds, where it differs from the response time.</summary>
    public double? ServiceP95 { get; init; }

    /// <summary>99th percentile of the service time in milliseconds, where it differs from the response time.</summary>
    public double? ServiceP99 { get; init; }

    /// <summary>Mean time to resolve the host's name in milliseconds, over the requests that did.</summary>
    public double? DnsMean { get; init; }

    /// <summary>Mean time of the TCP connect in milliseconds, over the requests that opened a connection.</summary>
    public double? ConnectMean { get; init; }

    /// <summary>Mean time of the TLS handshake in milliseconds, over the requests that made one.</summary>
    public double? TlsMean { get; init; }

    /// <summary>Mean time to the first byte in milliseconds, over the requests that saw one.</summary>
    public double? FirstByteMean { get; init; }

    /// <summary>Over how many requests <see cref="DnsMean"/> is: what weighs it where several means become one.</summary>
    public long DnsCount { get; init; }

    /// <summary>Over how many requests <see cref="ConnectMean"/> is: connections that were opened.</summary>
    public long ConnectCount { get; init; }

    /// <summary>Over how many requests <see cref="TlsMean"/> is.</summary>
    public long TlsCount { get; init; }

    /// <summary>Over how many requests <see cref="FirstByteMean"/> is.</summary>
    public long FirstByteCount { get; init; }

    /// <summary>Bytes of all answers.</summary>
    public required long Bytes { get; init; }

    /// <summary>Answers by class of status: index 0 none, 1 to 5 the classes 1xx to 5xx.</summary>
    public required IReadOnlyList<long> Statuses { get; init; }

    /// <summary>Non-cumulative counts per bucket, parallel to <see cref="LatencyBuckets.UpperBounds"/>, the last one open above.</summary>
    public required IReadOnlyList<long> Buckets { get; init; }

    /// <summary>The response times in microseconds as an HdrHistogram V2, compressed, base64; empty where only figures are known.</summary>
    public required string Histogram { get; init; }
}
