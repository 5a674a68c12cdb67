namespace Cicada.Tests.FastHttp;

/// <summary>Where the fast client is to read otherwise than <see cref="SocketsHttpHandler"/>, each with its reason. Everything else must be the same.</summary>
internal enum DeliberateDifference
{
    /// <summary>
    /// The handler uses a connection again after an answer in HTTP/1.0 that does not say <c>keep-alive</c>. Such a server closes it, and a request that is sent just then fails for a reason that
    /// is none of the target's.
    /// </summary>
    Version10KeepsOnlyWhenSaid,

    /// <summary>The handler gives a trailer what the head has left of its 64 KB, we give each 64 KB: the chunks need not know the head, and memory is bounded as well.</summary>
    TrailerHasALimitOfItsOwn,

    /// <summary>The handler writes names it knows its own way and sorts those that describe the body behind all others; we show them as they came.</summary>
    NamesAreAsTheyCame,

    /// <summary>What the handler has read itself (<c>Connection</c>, <c>Content-Length</c>, <c>Transfer-Encoding</c>) it shows as it has understood it; we show what came.</summary>
    ValuesAreAsTheyCame,

    /// <summary>After 101 the handler gives the connection away, and uses it again where that answers a HEAD; we never read on.</summary>
    UpgradesAreNotFollowed,

    /// <summary>What does not begin with <c>HTTP/1.</c> the handler refuses when the line is over, we at the first wrong byte. It comes to the same once the connection ends.</summary>
    RefusesAtTheFirstWrongByte,

    /// <summary>
    /// The handler takes a blank behind the empty line of a head or trailer for a line that goes on, where a read begins with just that line, and waits for more than there is to come. So whether
    /// it reads a body that begins with a blank depends on how the bytes are cut; for us it does not.
    /// </summary>
    WaitsForNoMoreThanIsToCome,
}
