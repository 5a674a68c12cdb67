namespace Cicada.Http;

/// <summary>
/// A request on its way: how far it has come, and whether anything of it was sent. One word of state, changed by whoever works on
/// the request at the moment (the sender, the connector, the connection's stream), so that two of them never contradict each other.
/// </summary>
/// <remarks>
/// The order that the recording rule rests on: bytes go to a socket only after <see cref="TryStartSending"/> has said yes, and it never does
/// after <see cref="Close"/>. Between its yes and the moment the socket has taken the bytes or refused them (it may have been closed by the same
/// cancellation), a closer waits: that is one system call. So whoever closes a request learns for good whether it was sent.
/// </remarks>
internal sealed class HttpRequest(HttpMethod method, Uri uri) : HttpRequestMessage(method, uri)
{
    // phase | closed | finished | a head is being handed to the socket | how often a head was sent: once for each redirect and each retry on another connection.
    private const int PhaseMask = 0x0F;
    private const int Closed = 0x10;
    private const int Finished = 0x20;
    private const int HandingOver = 0x40;
    private const int OneHead = 0x80;

    private int _state;

    /// <summary>Set before the request is handed to the handler.</summary>
    public Response Response { get; set; } = null!;

    /// <summary>What ends the request's time.</summary>
    public CancellationTokenSource Limit { get; set; } = null!;

    public HttpPhase Phase => (HttpPhase)(Volatile.Read(ref _state) & PhaseMask);

    /// <summary>True once any byte of it may have reached a socket.</summary>
    public bool Written => Volatile.Read(ref _state) >= OneHead;

    /// <summary>How often its head was sent.</summary>
    public int Heads => Volatile.Read(ref _state) / OneHead;

    /// <summary>True from the last head on until the first byte of the answer to it.</summary>
    public bool AwaitsAnswer => Phase is HttpPhase.Sending or HttpPhase.Waiting;

    /// <summary>True when a header has characters beyond ASCII; they go as UTF-8.</summary>
    public bool HasUnicodeHeaders { get; set; }

    /// <summary>True when its body may be produced later than its head, on any thread.</summary>
    public bool IsStreamed => Content is { } content && content.GetType() != typeof(ByteArrayContent)
        && content.GetType() != typeof(StringContent) && content.GetType() != typeof(FormUrlEncodedContent);

    /// <summary>
    /// Its head goes out now; false when it has been given up and must not be sent any more. To be followed by <see cref="HandedOver"/>,
    /// <see cref="Sent"/> or <see cref="NotSent"/>.
    /// </summary>
    public bool TryStartSending()
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if ((state & Closed) != 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _state, ((state & ~PhaseMask) + OneHead) | HandingOver | (int)HttpPhase.Sending, state) == state)
            {
                return true;
            }
        }
    }

    /// <summary>More of its body goes out.</summary>
    public void GoOnSending() => TryMove(HttpPhase.Waiting, HttpPhase.Sending);

    /// <summary>The socket has taken the head, though perhaps not all of it yet.</summary>
    public void HandedOver() => Interlocked.And(ref _state, ~HandingOver);

    /// <summary>The socket refused the head: nothing was sent.</summary>
    public void NotSent()
    {
        int state;
        do
        {
            state = Volatile.Read(ref _state);
        }
        while (Interlocked.CompareExchange(ref _state, (state & ~HandingOver) - OneHead, state) != state);
    }

    /// <summary>What was to be sent has been handed to the system, as far as it is known by now.</summary>
    public void Sent()
    {
        int state;
        int next;
        do
        {
            state = Volatile.Read(ref _state);
            next = state & ~HandingOver;
            if ((state & PhaseMask) == (int)HttpPhase.Sending)
            {
                next = (next & ~PhaseMask) | (int)HttpPhase.Waiting;
            }
        }
        while (Interlocked.CompareExchange(ref _state, next, state) != state);
    }

    /// <summary>The first byte of the answer to the last head is there; true for the one call that notes it.</summary>
    public bool TryStartReceiving() => TryMove(HttpPhase.Waiting, HttpPhase.Receiving) || TryMove(HttpPhase.Sending, HttpPhase.Receiving);

    /// <summary>The head of the answer is there as a whole, whatever was seen of it before.</summary>
    public void ReceivesBody()
    {
        int state;
        do
        {
            state = Volatile.Read(ref _state);
        }
        while ((state & Closed) == 0 && Interlocked.CompareExchange(ref _state, (state & ~PhaseMask) | (int)HttpPhase.Receiving, state) != state);
    }

    /// <summary>
    /// A connection is being made for it. No effect when it has been sent since (<paramref name="heads"/>): the handler opens a connection for a request, but
    /// gives it to whichever waits first.
    /// </summary>
    public void MakesConnection(HttpPhase step, int heads)
    {
        var state = Volatile.Read(ref _state);
        if ((state & Closed) == 0 && state / OneHead == heads && !AwaitsAnswer)
        {
            Interlocked.CompareExchange(ref _state, (state & ~PhaseMask) | (int)step, state);
        }
    }

    /// <summary>True once the whole answer is there, or the request has failed, before anybody closed it.</summary>
    public bool IsFinished => (Volatile.Read(ref _state) & Finished) != 0;

    /// <summary>The end, unless it has finished: nothing is sent or noted any more. Says whether anything was sent.</summary>
    public bool Close()
    {
        int state;
        do
        {
            state = Volatile.Read(ref _state);
        }
        while ((state & Finished) == 0 && Interlocked.CompareExchange(ref _state, state | Closed, state) != state);

        while (((state = Volatile.Read(ref _state)) & HandingOver) != 0)
        {
            Thread.Yield();
        }

        return state >= OneHead;
    }

    /// <summary>The whole answer is there; false when the request was closed before, and counts as cut off.</summary>
    public bool TryFinish()
    {
        int state;
        do
        {
            state = Volatile.Read(ref _state);
            if ((state & Closed) != 0)
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _state, state | Finished, state) != state);
        return true;
    }

    /// <summary>Cuts it off. In this order: what was not sent by now never will be, and only then do connections close under it.</summary>
    public void Cancel()
    {
        CloseUnlessSent();
        Limit.Cancel();
    }

    /// <summary>Closes it if nothing was sent yet; what was sent goes on.</summary>
    private void CloseUnlessSent()
    {
        int state;
        do
        {
            state = Volatile.Read(ref _state);
        }
        while (state < OneHead && Interlocked.CompareExchange(ref _state, state | Closed, state) != state);
    }

    /// <summary>Adds what a new connection cost, as far as the request waited for it.</summary>
    public void AddConnection(ConnectionTimes times, Metrics.RunClock clock)
    {
        var started = Response.StartedTimestamp;
        var dns = times.Resolved - Math.Max(started, times.Started);
        if (dns > 0)
        {
            Response.DnsNanoseconds = Math.Max(0, Response.DnsNanoseconds) + clock.ToNanoseconds(dns);
        }

        var connect = times.Connected - Math.Max(started, times.Resolved);
        if (connect > 0)
        {
            Response.ConnectNanoseconds = Math.Max(0, Response.ConnectNanoseconds) + clock.ToNanoseconds(connect);
        }

        var tls = times.Secured - Math.Max(started, times.Connected);
        if (tls > 0)
        {
            Response.TlsNanoseconds = Math.Max(0, Response.TlsNanoseconds) + clock.ToNanoseconds(tls);
        }
    }

    private bool TryMove(HttpPhase from, HttpPhase to)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if ((state & PhaseMask) != (int)from || (state & Closed) != 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _state, (state & ~PhaseMask) | (int)to, state) == state)
            {
                return true;
            }
        }
    }
}
