namespace Cicada.FastHttp;

/// <summary>How the end of a body is found.</summary>
internal enum BodyFraming
{
    /// <summary>There is no body, whatever the headers say.</summary>
    None,

    /// <summary>The body has as many bytes as <c>Content-Length</c> says.</summary>
    Length,

    /// <summary>The body comes in chunks; see <see cref="ChunkedReader"/>.</summary>
    Chunked,

    /// <summary>The body ends with the connection.</summary>
    UntilClose,
}
