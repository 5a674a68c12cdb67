namespace Cicada.FastHttp;

/// <summary>What a head has that few heads have, so that nobody looks for it in the others.</summary>
[Flags]
internal enum HeadTraits
{
    /// <summary>Nothing of it.</summary>
    None = 0,

    /// <summary>A <c>Set-Cookie</c>.</summary>
    SetsCookie = 1,

    /// <summary>A <c>Location</c>.</summary>
    HasLocation = 2,

    /// <summary>A <c>Content-Encoding</c> other than <c>identity</c>.</summary>
    IsEncoded = 4,
}
