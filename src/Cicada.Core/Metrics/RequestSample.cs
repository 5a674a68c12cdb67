namespace Cicada;

/// <summary>
/// One finished request, as it is handed to the recorder and on to every output. Durations are nanoseconds; −1 means
/// that the phase did not happen or was not seen (a kept-alive connection has no connect time).
/// </summary>
public readonly record struct RequestSample
{
    /// <summary>The duration that stands for "did not happen, or was not seen".</summary>
    public const long Unknown = -1;

    /// <summary>What the request is grouped by.</summary>
    public required RequestKey Key { get; init; }

    /// <summary>
    /// When the request was completed: nanoseconds since the Unix epoch. Unique among all samples of a run and worker,
    /// so that no two samples can fall on the same point.
    /// </summary>
    public required long CompletedNanoseconds { get; init; }

    /// <summary>From scheduled to completed. In a closed model the same as <see cref="ServiceNanoseconds"/>.</summary>
    public required long ResponseNanoseconds { get; init; }

    /// <summary>From started to completed.</summary>
    public long ServiceNanoseconds { get; init; } = Unknown;

    /// <summary>Resolving the host's name, when this request opened a connection and the host is not an address itself.</summary>
    public long DnsNanoseconds { get; init; } = Unknown;

    /// <summary>The TCP connect, when this request opened a connection. Runs recorded before there was <see cref="DnsNanoseconds"/> have name resolution in it.</summary>
    public long ConnectNanoseconds { get; init; } = Unknown;

    /// <summary>The TLS handshake, when this request opened a connection.</summary>
    public long TlsNanoseconds { get; init; } = Unknown;

    /// <summary>From started to the first byte of the answer.</summary>
    public long FirstByteNanoseconds { get; init; } = Unknown;

    /// <summary>Bytes of the answer's body, as received after decompression.</summary>
    public long ResponseLength { get; init; }

    /// <summary>The HTTP status, or 0 where there was none.</summary>
    public int StatusCode { get; init; }

    /// <summary>The error class, from a bounded set, or null for a success.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// The full text of the error, unbounded in variety; null for a success. Of one with more than 16,384 characters the beginning, with an ellipsis at
    /// its end.
    /// </summary>
    public string? Detail { get; init; }

    /// <summary>Creates a sample with every optional duration unknown.</summary>
    public RequestSample()
    {
    }

    /// <summary>True when the request has no error.</summary>
    public bool Succeeded => Error is null;
}
