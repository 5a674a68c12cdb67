namespace Cicada.TestSupport;

/// <summary>What a <see cref="FaultProxy"/> does to one request.</summary>
public enum Fault
{
    /// <summary>Nothing: the request is passed on and the answer given back.</summary>
    None,

    /// <summary>The server takes the request and answers, and the connection is reset instead of the answer.</summary>
    LoseAnswer,

    /// <summary>The server takes the request, and the connection ends in the middle of the answer's head.</summary>
    CutAnswer,

    /// <summary>The server sees the first half of the request and then the end of the connection; so does the client.</summary>
    CutRequest,

    /// <summary>The connection is reset and the server sees nothing.</summary>
    Refuse,

    /// <summary>The server takes the request, and the answer comes later.</summary>
    DelayAnswer,

    /// <summary>The server takes the request twice.</summary>
    Duplicate,

    /// <summary>The server takes the request now, and once more after others have come.</summary>
    DuplicateLater,

    /// <summary>503 with <c>Retry-After: 1</c>; the server sees nothing.</summary>
    Unavailable,

    /// <summary>429 with <c>Retry-After: 1</c>; the server sees nothing.</summary>
    TooMany,

    /// <summary>500; the server sees nothing.</summary>
    ServerError,

    /// <summary>500 although the server takes the request.</summary>
    ServerErrorAfterAll,

    /// <summary>The answer is given, and the connection that should be kept alive is closed without a word.</summary>
    CloseIdle,

    /// <summary>The answer is sent in single bytes.</summary>
    SingleBytes,
}
