namespace Cicada.FastHttp;

/// <summary>
/// One request on its way, and the answer as far as it has come. Used again for the next request of its user, so that whoever cuts it off does so under the lock of
/// <see cref="FastExchanges"/>, which it is part of only while it is on its way.
/// </summary>
internal sealed class FastExchange
{
    private CancellationTokenSource? _connecting;

    public Response Response { get; private set; } = null!;

    public HttpMethod Method { get; set; } = HttpMethod.Get;

    public Target Target { get; set; } = null!;

    public HttpContent? Content { get; set; }

    /// <summary>What is said besides where it goes; null where that is nothing, and the whole text is known.</summary>
    public List<KeyValuePair<string, string>>? Headers { get; set; }

    public AnswerReader Answer { get; } = new();

    /// <summary>The connection it is on.</summary>
    public FastConnection? Connection { get; private set; }

    /// <summary>What is left of a text the system did not take at once.</summary>
    public ReadOnlyMemory<byte> Rest { get; set; }

    /// <summary>Whether all of it has been sent, so that the answer is next.</summary>
    public bool IsSent { get; set; }

    /// <summary>What reading the answer came to, where that is nothing good.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Whether the head of the answer was there, and its cookies were kept.</summary>
    public bool IsHeadKnown { get; set; }

    /// <summary>Whether the answer has left the connection open for another request.</summary>
    public bool LeavesOpen { get; set; }

    /// <summary>When the last piece of the answer came in; a timestamp of the run's clock.</summary>
    public long ReceivedTimestamp { get; set; }

    /// <summary>How many redirects it has followed.</summary>
    public int Redirects { get; set; }

    /// <summary>When its time is over; a timestamp of the run's clock.</summary>
    public long Deadline { get; set; }

    /// <summary>What cuts it off when the run does.</summary>
    public AbortScope Scope { get; private set; } = null!;

    public CutOff CutOff { get; private set; }

    // Its neighbours among those on their way.
    public FastExchange? Next { get; set; }

    public FastExchange? Previous { get; set; }

    /// <summary>Begins with another request.</summary>
    public void Begin(Response response, HttpMethod method, Target target, HttpContent? content, List<KeyValuePair<string, string>>? headers, AbortScope scope)
    {
        (Response, Method, Target, Content, Headers, Scope) = (response, method, target, content, headers, scope);
        CutOff = CutOff.None;
        Redirects = 0;
        StartAnew();
    }

    /// <summary>Nothing of it has been sent, or that was in vain.</summary>
    public void StartAnew()
    {
        Connection = null;
        Rest = default;
        IsSent = IsHeadKnown = LeavesOpen = false;
        Fault = null;
    }

    /// <summary>Lets go of what is not needed any more.</summary>
    public void End()
    {
        Answer.Release();
        _connecting?.Dispose();
        (Response, Content, Headers, Connection, _connecting, LeavesOpen) = (null!, null, null, null, null, false);
    }

    /// <summary>Goes on with a connection. Under the lock.</summary>
    /// <exception cref="OperationCanceledException">It has been cut off.</exception>
    public void Take(FastConnection connection)
    {
        Connection = connection;
        if (CutOff != CutOff.None)
        {
            throw new OperationCanceledException("The request has been cut off.");
        }
    }

    /// <summary>Is done with the connection, which others may have now. Under the lock.</summary>
    public void Leave() => (Connection, LeavesOpen) = (null, false);

    /// <summary>What gives up a connection that is being made, or a body that is being sent. Under the lock.</summary>
    public CancellationToken Giving()
    {
        _connecting ??= new CancellationTokenSource();
        if (CutOff != CutOff.None)
        {
            _connecting.Cancel();
        }

        return _connecting.Token;
    }

    /// <summary>Cuts it off. In this order: what was not sent by now never will be, and only then does its connection close under it. Under the lock.</summary>
    public void Cut(CutOff reason)
    {
        if (CutOff != CutOff.None)
        {
            return;
        }

        CutOff = reason;
        Response.Progress.CloseUnlessSent();
        Connection?.Dispose();

        // Whoever waits for it goes on, perhaps with a user's code: not here.
        _ = _connecting?.CancelAsync();
    }
}
