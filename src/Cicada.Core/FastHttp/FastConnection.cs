using Cicada.Http;
using Cicada.Metrics;
using Cicada.Sockets;

namespace Cicada.FastHttp;

/// <summary>One connection of a user, on which one request after another is made.</summary>
internal sealed class FastConnection(Origin origin, Stream stream) : IDisposable
{
    // With TLS there may be something to read that is none of HTTP's business; only the end is.
    private readonly PolledSocket? _secured = ((stream as TlsStream)?.Connection as PolledConnection)?.Socket;
    private int _idleSeconds;

    public Origin Origin => origin;

    /// <summary>What is written to and read from, TLS or not.</summary>
    public Stream Stream => stream;

    /// <summary>The socket itself, where nothing stands between it and us; null with TLS, and where the platform has no loops.</summary>
    public PolledSocket? Socket { get; } = (stream as PolledConnection)?.Socket;

    /// <summary>When it was made.</summary>
    public ConnectionTimes? Times => (stream as ITimedStream)?.Times;

    /// <summary>How many requests it has been used for.</summary>
    public int Requests { get; set; }

    /// <summary>When the server is about to close it, as it said; a timestamp of the run's clock.</summary>
    public long UsableUntil { get; private set; } = long.MaxValue;

    /// <summary>Whether another request can be sent, as far as is known: nothing has come in that nobody asked for, its end least of all.</summary>
    public bool IsUsable(RunClock clock) => Socket is not { MayBeReadable: true } && _secured is not { HasEnded: true } && (UsableUntil == long.MaxValue || clock.GetTimestamp() < UsableUntil);

    /// <summary>An answer has come on it. What the server once said about how long it keeps the connection holds for later answers too.</summary>
    public void Answered(in ResponseHead head, RunClock clock)
    {
        _idleSeconds = head.IdleSeconds > 0 ? head.IdleSeconds : _idleSeconds;
        UsableUntil = _idleSeconds == 0 ? long.MaxValue : clock.GetTimestamp() + (_idleSeconds * clock.Provider.TimestampFrequency);
    }

    public void Dispose() => stream.Dispose();
}
