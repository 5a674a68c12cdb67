using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cicada.Data;
using Cicada.Http;
using Cicada.Users;

namespace Cicada;

/// <summary>
/// The answer to a request. It has failed when its status is 400 or above, when no whole answer came, or when you say so by
/// <see cref="Call.Fail(string)"/>; <see cref="Call.Pass"/> makes it a success. A request to which no answer came has status 0 and an empty text.
/// </summary>
public sealed class Response : Call
{
    private HttpRequest? _request;
    private HttpResponseMessage? _message;
    private byte[] _body = [];
    private string? _text;

    internal Response(UserSession session, string requestType, string name, string url)
        : base(session, requestType, name) => Url = url;

    /// <summary>The HTTP status, or 0 where no answer came.</summary>
    public int StatusCode => Status;

    /// <summary>True for the statuses 200 to 299.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The body's bytes, decompressed; empty where none was kept.</summary>
    public ReadOnlyMemory<byte> Body => _body;

    /// <summary>The body as text, in the charset it declares, else UTF-8.</summary>
    public string Text => _text ??= Charset().GetString(_body);

    /// <summary>The address the answer came from, after redirects.</summary>
    public Uri? FinalUrl => _message?.RequestMessage?.RequestUri;

    /// <summary>Why there is no whole answer, or what was said to <see cref="Call.Fail(string)"/>; null for a success.</summary>
    public string? FailureText => Detail;

    /// <summary>Resolving the name and connecting, where this request opened a connection.</summary>
    public TimeSpan? ConnectTime => Span(ConnectNanoseconds);

    /// <summary>The TLS handshake, where this request opened a connection.</summary>
    public TimeSpan? TlsTime => Span(TlsNanoseconds);

    /// <summary>From the start of the request to the first byte of its answer.</summary>
    public TimeSpan? FirstByteTime => Span(FirstByteNanoseconds);

    /// <summary>Every header of the answer with its values.</summary>
    public IEnumerable<KeyValuePair<string, IEnumerable<string>>> Headers =>
        _message is null ? [] : _message.Headers.Concat(_message.Content.Headers);

    /// <summary>A header's value, several joined by commas; null where there is none.</summary>
    /// <param name="name">The header's name, in any case.</param>
    public string? Header(string name) =>
        _message is not null && (TryGet(_message.Headers, name, out var values) || TryGet(_message.Content.Headers, name, out values))
            ? string.Join(", ", values)
            : null;

    /// <summary>The body read as JSON, names in any case.</summary>
    /// <typeparam name="T">The type to read.</typeparam>
    /// <param name="typeInfo">How it is read, from a source-generated context; null reads by reflection.</param>
    /// <exception cref="JsonException">The body is no such JSON. The response counts as failed with that.</exception>
    public T Json<T>(JsonTypeInfo<T>? typeInfo = null)
    {
        try
        {
            var value = typeInfo is null ? ReflectedJson.Read<T>(_body) : JsonSerializer.Deserialize(_body, typeInfo);
            return value ?? throw new JsonException($"The body of '{Name}' is null where a '{typeof(T).Name}' was expected.");
        }
        catch (JsonException exception)
        {
            if (!IsRecorded)
            {
                Fail(exception);
            }

            throw;
        }
    }

    internal void Attach(HttpRequest request) => _request = request;

    internal void Answered(HttpResponseMessage message, byte[] body, long length)
    {
        _message = message;
        _body = body;
        Status = (int)message.StatusCode;
        ResponseLength = length;
    }

    internal override void GiveUp()
    {
        if (IsOpen && _request is { Written: false })
        {
            Discard();
            return;
        }

        base.GiveUp();
    }

    private static TimeSpan? Span(long nanoseconds) => nanoseconds == RequestSample.Unknown ? null : TimeSpan.FromTicks(nanoseconds / 100);

    private static bool TryGet(HttpHeaders headers, string name, [NotNullWhen(true)] out IEnumerable<string>? values) => headers.TryGetValues(name, out values);

    private Encoding Charset()
    {
        var name = _message?.Content.Headers.ContentType?.CharSet?.Trim('"');
        if (string.IsNullOrEmpty(name))
        {
            return Encoding.UTF8;
        }

        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
