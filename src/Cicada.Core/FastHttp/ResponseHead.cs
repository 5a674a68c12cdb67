namespace Cicada.FastHttp;

/// <summary>What the head of a response says about how to go on.</summary>
/// <param name="Length">The bytes of the head, with the empty line that ends it.</param>
/// <param name="StatusCode">The status, 0 to 999 as it stands there. From 100 to 199, but for 101, another head follows.</param>
/// <param name="Framing">How the end of the body is found.</param>
/// <param name="BodyLength">The bytes of the body for <see cref="BodyFraming.Length"/>, else 0.</param>
/// <param name="KeepsAlive">Whether the connection may be used again after the body, provided nothing follows it.</param>
/// <param name="Traits">What else there is in it.</param>
internal readonly record struct ResponseHead(int Length, int StatusCode, BodyFraming Framing, long BodyLength, bool KeepsAlive, HeadTraits Traits)
{
    /// <summary>How long the connection may wait for its next request, in seconds: a second less than <c>Keep-Alive: timeout</c> says, as the server is about to close it then. 0 where nothing is said.</summary>
    public int IdleSeconds { get; init; }
}
