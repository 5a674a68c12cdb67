namespace Cicada.Http;

/// <summary>The head of an answer that came through the platform's handler.</summary>
internal sealed class MessageHead(HttpResponseMessage message) : IAnswerHead
{
    public Uri? From => message.RequestMessage?.RequestUri;

    // As they came: once understood they would be shown as the platform writes them.
    public IEnumerable<KeyValuePair<string, IEnumerable<string>>> All =>
        message.Headers.NonValidated.Concat(message.Content.Headers.NonValidated).Select(header => new KeyValuePair<string, IEnumerable<string>>(header.Key, header.Value));

    public string? Charset => message.Content.Headers.ContentType?.CharSet?.Trim('"');

    public Uri? Location => message.Headers.Location;

    public string? Find(string name) =>
        message.Headers.NonValidated.TryGetValues(name, out var values) || message.Content.Headers.NonValidated.TryGetValues(name, out values) ? string.Join(", ", values) : null;
}
