namespace Cicada.FastHttp;

/// <summary>How far reading has come.</summary>
internal enum ReadStatus
{
    /// <summary>What was received is good so far and not the whole.</summary>
    NeedsMore,

    /// <summary>The whole has been read.</summary>
    Complete,

    /// <summary>This is no HTTP, or too long; the connection is of no more use.</summary>
    Malformed,
}
