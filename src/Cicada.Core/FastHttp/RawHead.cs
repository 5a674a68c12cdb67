using System.Net.Http.Headers;
using Cicada.Http;

namespace Cicada.FastHttp;

/// <summary>The head of an answer as it was received; read when a test asks.</summary>
/// <param name="bytes">The head, and perhaps more.</param>
/// <param name="length">How much of it is the head.</param>
/// <param name="from">Where it came from.</param>
/// <param name="isDecoded">Whether the body was decompressed: then the head says no more how it was compressed, and how long it was, as with the default client.</param>
internal sealed class RawHead(byte[] bytes, int length, Uri from, bool isDecoded) : IAnswerHead
{
    private const string ContentEncoding = "Content-Encoding";
    private const string ContentLength = "Content-Length";

    public Uri? From => from;

    public IEnumerable<KeyValuePair<string, IEnumerable<string>>> All =>
        HeadLines.All(bytes.AsMemory(0, length)).Where(header => !IsGone(header.Key)).Select(header => new KeyValuePair<string, IEnumerable<string>>(header.Key, header.Value));

    public string? Charset => MediaTypeHeaderValue.TryParse(Find("Content-Type"), out var type) ? type.CharSet?.Trim('"') : null;

    public Uri? Location => HeadLines.FindAll(bytes.AsMemory(0, length), "Location").FirstOrDefault() is { } location && Uri.TryCreate(location, UriKind.RelativeOrAbsolute, out var uri) ? uri : null;

    public string? Find(string name) => IsGone(name) ? null : HeadLines.Find(bytes.AsSpan(0, length), name);

    private bool IsGone(string name) =>
        isDecoded && (name.Equals(ContentEncoding, StringComparison.OrdinalIgnoreCase) || name.Equals(ContentLength, StringComparison.OrdinalIgnoreCase));
}
