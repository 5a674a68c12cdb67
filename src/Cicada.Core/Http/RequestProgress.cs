namespace Cicada.Http;

/// <summary>
/// How far a request has come, and whether anything of it was sent. One word of state, changed by whoever works on the request at the moment (the sender, the connector, the
/// connection's stream), so that two of them never contradict each other.
/// </summary>
/// <remarks>
/// The order that the recording rule rests on: bytes go to a socket only after <see cref="TryStartSending"/> has said yes, and it never does
/// after <see cref="Close"/>. Between its yes and the moment the socket has taken the bytes or refused them (it may have been closed by the same
/// cancellation), a closer waits: that is one system call. So whoever closes a request learns for good whether it was sent.
/// </remarks>
internal struct RequestProgress
{
    // phase | closed | finished | a head is being handed to the socket | how often a head was sent: once for each redirect and each retry on another connection.
    private const int PhaseMask = 0x0F;
    private const int Closed = 0x10;
    private const int Finished = 0x20;
    private const int HandingOver = 0x40;
    private const int OneHead = 0x80;

    private int _state;

    public HttpPhase Phase => (HttpPhase)(Volatile.Read(ref _state) & PhaseMask);

    /// <summary>True once any byte of it may have reached a socket.</summary>
    public bool Written => Volatile.Read(ref _state) >= OneHead;

    /// <summary>How often its head was sent.</summary>
    public int Heads => Volatile.Read(ref _state) / OneHead;

    /// <summary>True from the last head on until the first byte of the answer to it.</summary>
    public bool AwaitsAnswer => Phase is HttpPhase.Sending or HttpPhase.Waiting;

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

    /// <summary>Closes it if nothing was sent yet; what was sent goes on.</summary>
    public void CloseUnlessSent()
    {
        int state;
        do
        {
            state = Volatile.Read(ref _state);
        }
        while (state < OneHead && Interlocked.CompareExchange(ref _state, state | Closed, state) != state);
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
