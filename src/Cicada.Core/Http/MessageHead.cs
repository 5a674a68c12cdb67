using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;

namespace Cicada.Http;

/// <summary>The head of an answer that came through the platform's handler.</summary>
internal sealed class MessageHead(HttpResponseMessage message) : IAnswerHead
{
    public Uri? From => message.RequestMessage?.RequestUri;

    public IEnumerable<KeyValuePair<string, IEnumerable<string>>> All => message.Headers.Concat(message.Content.Headers);

    public string? Charset => message.Content.Headers.ContentType?.CharSet?.Trim('"');

    public Uri? Location => message.Headers.Location;

    public string? Find(string name) =>
        TryGet(message.Headers, name, out var values) || TryGet(message.Content.Headers, name, out values) ? string.Join(", ", values) : null;

    private static bool TryGet(HttpHeaders headers, string name, [NotNullWhen(true)] out IEnumerable<string>? values) => headers.TryGetValues(name, out values);
}
