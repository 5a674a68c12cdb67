using System.Text;

namespace Cicada.TestSupport;

/// <summary>A request as a script of <see cref="CountingServer"/> sees it.</summary>
public sealed record ReceivedRequest
{
    /// <summary>The method, as sent.</summary>
    public required string Method { get; init; }

    /// <summary>The path without its query.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark, or nothing.</summary>
    public required string Query { get; init; }

    /// <summary>1 for the first request on this path, 2 for the next.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The headers; where one was sent twice, the last.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body, no longer chunked, but as compressed as it came.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);
}
