namespace Cicada.Influx;

/// <summary>
/// The names of the tags and fields of request points and of what is said about runs, and the words some tags have as values.
/// They are said here once, because the store writes request points without building them and reads the others back.
/// </summary>
public static class PointNames
{
    /// <summary>Tag: the run's id.</summary>
    public const string Run = "run";

    /// <summary>Tag: the test's name.</summary>
    public const string Test = "test";

    /// <summary>Tag: the protocol or method.</summary>
    public const string RequestType = "request_type";

    /// <summary>Tag: the request's name.</summary>
    public const string Name = "name";

    /// <summary>Tag: <see cref="Succeeded"/> or <see cref="Failed"/>.</summary>
    public const string Success = "success";

    /// <summary>Tag: the error class, or <see cref="NoException"/>.</summary>
    public const string Exception = "exception";

    /// <summary>Tag: the user type.</summary>
    public const string UserClass = "user_class";

    /// <summary>Tag: the worker.</summary>
    public const string Worker = "worker";

    /// <summary>Tag: the name of a metric of a user's own.</summary>
    public const string Metric = "metric";

    /// <summary>Tag: what the values of a metric mean: <c>counter</c>, <c>gauge</c> or <c>trend</c>.</summary>
    public const string Kind = "kind";

    /// <summary>Field: from scheduled to completed, in milliseconds.</summary>
    public const string ResponseTime = "response_time";

    /// <summary>Field: bytes of the answer's body.</summary>
    public const string ResponseLength = "response_length";

    /// <summary>Field: from started to completed, in milliseconds.</summary>
    public const string ServiceTime = "service_time";

    /// <summary>Field: resolving the host's name, in milliseconds.</summary>
    public const string DnsTime = "dns_time";

    /// <summary>Field: the TCP connect, in milliseconds; with name resolution in what was recorded before there was <see cref="DnsTime"/>.</summary>
    public const string ConnectTime = "connect_time";

    /// <summary>Field: the TLS handshake, in milliseconds.</summary>
    public const string TlsTime = "tls_time";

    /// <summary>Field: from started to the first byte of the answer, in milliseconds.</summary>
    public const string FirstByteTime = "first_byte_time";

    /// <summary>Field: the HTTP status.</summary>
    public const string StatusCode = "status_code";

    /// <summary>Field: the full text of an error.</summary>
    public const string Detail = "detail";

    /// <summary>Field of a run: where it stands. Only what the run's own process writes has it.</summary>
    public const string State = "state";

    /// <summary>Field of a run: its labels, as a JSON object.</summary>
    public const string Labels = "labels";

    /// <summary>Field of a run: free text about it.</summary>
    public const string Note = "note";

    /// <summary>Field of a run: whether it is the one that later runs of its test are compared with.</summary>
    public const string Baseline = "baseline";

    /// <summary>The value of <see cref="Success"/> of a request without an error.</summary>
    public const string Succeeded = "true";

    /// <summary>The value of <see cref="Success"/> of a request with an error.</summary>
    public const string Failed = "false";

    /// <summary>The value of <see cref="Exception"/> of a request without an error.</summary>
    public const string NoException = "None";

    /// <summary>A duration as the points have it.</summary>
    /// <param name="nanoseconds">The duration.</param>
    /// <returns>Milliseconds; the quotient is the double nearest to the exact value, so nothing is lost below 104 days.</returns>
    public static double Milliseconds(long nanoseconds) => nanoseconds / 1e6;
}
