using System.Text;

namespace Cicada.TestSupport;

/// <summary>A request as a <see cref="ScriptedInflux"/> has received it.</summary>
public sealed record InfluxRequest
{
    /// <summary>1 for the first request of its path, 2 for the next.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The path without its query.</summary>
    public required string Path { get; init; }

    /// <summary>What stands in the query, unescaped; where a name comes twice, the last.</summary>
    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>The headers.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body as it came, perhaps compressed.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body as text, no longer compressed.</summary>
    public required string Text { get; init; }

    /// <summary>When its last byte had been read, since the server was started.</summary>
    public required TimeSpan Arrived { get; init; }

    /// <summary>How many requests were open then, with this one.</summary>
    public required int OpenAtOnce { get; init; }

    /// <summary>True for one that writes points, in any dialect.</summary>
    public bool IsWrite => Path is "/write" or "/api/v2/write" or "/api/v3/write_lp";

    /// <summary>The lines of the body: the points of a write.</summary>
    public IReadOnlyList<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>How many bytes the body has when it is not compressed.</summary>
    public int TextBytes => Encoding.UTF8.GetByteCount(Text);
}
