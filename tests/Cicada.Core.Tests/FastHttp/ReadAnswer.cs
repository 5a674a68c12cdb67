using System.Text;

namespace Cicada.Tests.FastHttp;

/// <summary>What became of bytes that were read as a response and then the end of the connection.</summary>
internal sealed record ReadAnswer
{
    /// <summary>The head was refused, or never came to its end.</summary>
    public required bool HasHead { get; init; }

    /// <summary>The body came to its end too.</summary>
    public bool HasBody { get; init; }

    public int Status { get; init; }

    /// <summary>Whether the connection may be used again.</summary>
    public bool Keeps { get; init; }

    /// <summary>The body went on to the end of the connection.</summary>
    public bool EndsWithConnection { get; init; }

    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    /// <summary>Why there is no answer; null too where the bytes only ended early.</summary>
    public string? Complaint { get; init; }

    /// <summary>As the corpus says it: <c>200 keeps hello</c>, <c>200 closes</c>, <c>refused</c>, <c>ends early</c>, <c>200 refused</c>.</summary>
    public override string ToString()
    {
        var failure = Complaint is null ? "ends early" : "refused";
        return !HasHead ? failure : !HasBody ? $"{Status} {failure}" : $"{Status} {(Keeps ? "keeps" : "closes")} {Encoding.Latin1.GetString(Body)}".TrimEnd();
    }
}
