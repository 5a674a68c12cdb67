namespace Cicada.Http;

/// <summary>How far a request has come.</summary>
internal enum HttpPhase
{
    Queued,
    Resolving,
    Connecting,
    Tls,
    Sending,
    Waiting,
    Receiving,
}
