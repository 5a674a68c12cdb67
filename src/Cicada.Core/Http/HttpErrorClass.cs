namespace Cicada.Http;

/// <summary>What can go wrong with an HTTP request, by side and phase: the values of the <c>exception</c> tag. Described in docs/reference/errors.md.</summary>
internal static class HttpErrorClass
{
    public const string DnsFailed = "dns_failed";
    public const string ConnectRefused = "connect_refused";
    public const string ConnectUnreachable = "connect_unreachable";
    public const string ConnectTimedOut = "connect_timed_out";
    public const string ConnectFailed = "connect_failed";
    public const string TlsFailed = "tls_failed";
    public const string ProxyFailed = "proxy_failed";
    public const string ResetWhileSending = "reset_while_sending";
    public const string ResetWhileWaiting = "reset_while_waiting";
    public const string ResetWhileReceiving = "reset_while_receiving";
    public const string ClosedWhileWaiting = "closed_while_waiting";
    public const string ClosedWhileReceiving = "closed_while_receiving";
    public const string TimedOutResolving = "timed_out_resolving";
    public const string TimedOutConnecting = "timed_out_connecting";
    public const string TimedOutInTls = "timed_out_in_tls";
    public const string TimedOutSending = "timed_out_sending";
    public const string TimedOutWaiting = "timed_out_waiting";
    public const string TimedOutReceiving = "timed_out_receiving";
    public const string ProtocolError = "protocol_error";
    public const string DecompressionFailed = "decompression_failed";
    public const string TooManyRedirects = "too_many_redirects";
    public const string ResponseTooLarge = "response_too_large";
    public const string OutOfPorts = "out_of_local_ports";
    public const string OutOfFiles = "out_of_file_descriptors";

    public static string OfStatus(int status) => $"status_{status}";
}
