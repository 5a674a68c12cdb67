namespace Cicada.Http;

/// <summary>The head of an answer, as the client that received it keeps it.</summary>
internal interface IAnswerHead
{
    /// <summary>Where it came from, after redirects.</summary>
    Uri? From { get; }

    /// <summary>Every header with its values.</summary>
    IEnumerable<KeyValuePair<string, IEnumerable<string>>> All { get; }

    /// <summary>The charset its body says it has, without quotes; null where it says none.</summary>
    string? Charset { get; }

    /// <summary>Where it leads to, as it says, perhaps relative to where it came from; null where nowhere.</summary>
    Uri? Location { get; }

    /// <summary>A header's value, several joined by commas; null where there is none.</summary>
    string? Find(string name);
}
