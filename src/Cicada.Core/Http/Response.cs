using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cicada.Data;
using Cicada.Http;
using Cicada.Metrics;
using Cicada.Users;

namespace Cicada;

/// <summary>
/// The answer to a request. It has failed when its status is 400 or above, when no whole answer came, or when you say so by
/// <see cref="Call.Fail(string)"/>; <see cref="Call.Pass"/> makes it a success. A request to which no answer came has status 0 and an empty text.
/// </summary>
public sealed class Response : Call
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    private IAnswerHead? _head;
    private ReadOnlyMemory<byte> _body;
    private string? _text;
    private JsonElement? _document;
    private bool _isNoDocument;

    /// <summary>How far the request has come. A field, as it changes in its place.</summary>
    internal RequestProgress Progress;

    /// <param name="session">The user's.</param>
    /// <param name="method">Of the request that is to be answered.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="name">What it is grouped under.</param>
    internal Response(UserSession session, HttpMethod method, Uri address, string name)
        : base(session, method.Method, name, starts: false) => Url = address.AbsoluteUri;

    /// <summary>The HTTP status, or 0 where no answer came.</summary>
    public int StatusCode => Status;

    /// <summary>True for the statuses 200 to 299.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The body's bytes, decompressed; empty where none was kept.</summary>
    public ReadOnlyMemory<byte> Body => _body;

    /// <summary>The body as text, in the charset it declares, else UTF-8. A byte order mark is left out.</summary>
    public string Text => _text ??= ReadText();

    /// <summary>The address the answer came from, after redirects.</summary>
    public Uri? FinalUrl => _head?.From;

    /// <summary>Why there is no whole answer, or what was said to <see cref="Call.Fail(string)"/>; null for a success.</summary>
    public string? FailureText => Detail;

    /// <summary>Resolving the host's name, where this request opened a connection and the host is not an address itself.</summary>
    public TimeSpan? DnsTime => Span(DnsNanoseconds);

    /// <summary>The TCP connect, where this request opened a connection.</summary>
    public TimeSpan? ConnectTime => Span(ConnectNanoseconds);

    /// <summary>The TLS handshake, where this request opened a connection.</summary>
    public TimeSpan? TlsTime => Span(TlsNanoseconds);

    /// <summary>From the start of the request to the first byte of its answer.</summary>
    public TimeSpan? FirstByteTime => Span(FirstByteNanoseconds);

    /// <summary>Every header of the answer with its values.</summary>
    public IEnumerable<KeyValuePair<string, IEnumerable<string>>> Headers => _head?.All ?? [];

    /// <summary>A header's value, several joined by commas; null where there is none.</summary>
    /// <param name="name">The header's name, in any case.</param>
    public string? Header(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _head?.Find(name);
    }

    /// <summary>Takes values out of the answer for the requests that follow: <c>response.Extract.Json("$.token")</c>. What is missing fails this request and ends the task.</summary>
    public Extract Extract => new(this);

    /// <summary>
    /// Counts whether the answer is as it should be, under a name: <c>response.Check("is ready", response.Text.Contains("ready"))</c>. How often it was is told in the summary and recorded each
    /// second. The request fails for it only where that is asked for.
    /// </summary>
    /// <param name="name">What is checked, in a few words, the same each time.</param>
    /// <param name="holds">Whether it is so.</param>
    /// <param name="fails">Whether the request fails where it is not, with class <c>check</c>; a request that has failed already keeps its own failure.</param>
    /// <returns><paramref name="holds"/>.</returns>
    public bool Check(string name, bool holds, bool fails = false)
    {
        Session.Run.Checks.Count(name, holds);
        if (!holds && fails && !Failed)
        {
            TryFail(ErrorClass.Check, $"The check '{name}' failed.", new CallFailedException($"The check '{name}' failed."));
        }

        return holds;
    }

    /// <summary>The same with a question to the answer: <c>response.Check("has five items", r => r.Json&lt;Item[]>().Length == 5)</c>.</summary>
    /// <param name="name">What is checked, in a few words, the same each time.</param>
    /// <param name="holds">Says whether it is so. What it throws leaves the task, as everywhere, and the check counts as failed.</param>
    /// <param name="fails">Whether the request fails where it is not, with class <c>check</c>; a request that has failed already keeps its own failure.</param>
    /// <returns>What <paramref name="holds"/> said.</returns>
    public bool Check(string name, Func<Response, bool> holds, bool fails = false)
    {
        ArgumentNullException.ThrowIfNull(holds);
        bool answer;
        try
        {
            answer = holds(this);
        }
        catch
        {
            Check(name, false, fails);
            throw;
        }

        return Check(name, answer, fails);
    }

    /// <summary>The body read as JSON, names in any case.</summary>
    /// <typeparam name="T">The type to read.</typeparam>
    /// <param name="typeInfo">How it is read, from a source-generated context; null reads by reflection.</param>
    /// <exception cref="JsonException">The body is no such JSON. The response counts as failed with that, unless it has failed before.</exception>
    public T Json<T>(JsonTypeInfo<T>? typeInfo = null)
    {
        try
        {
            var utf8 = Utf8();
            var value = typeInfo is null ? ReflectedJson.Read<T>(utf8) : JsonSerializer.Deserialize(utf8, typeInfo);
            return value ?? throw new JsonException($"The body of '{Name}' is null where a '{typeof(T).Name}' was expected.");
        }
        catch (JsonException exception)
        {
            // What failed first is the cause: the page of an error 500 is no JSON either.
            if (!IsRecorded && !Failed)
            {
                Fail(exception);
            }

            throw;
        }
    }

    /// <summary>The body as a JSON document, read once; null where it is none.</summary>
    internal JsonElement? Document
    {
        get
        {
            if (_document is null && !_isNoDocument)
            {
                try
                {
                    var reader = new Utf8JsonReader(Utf8());
                    var document = JsonElement.ParseValue(ref reader);

                    // Throws where something follows.
                    reader.Read();
                    _document = document;
                }
                catch (JsonException)
                {
                    _isNoDocument = true;
                }
            }

            return _document;
        }
    }

    /// <summary>Where a redirect that could have been followed leads to; null for every other answer.</summary>
    internal Uri? RedirectsTo => _head is { } head ? Redirects.TargetOf(Status, head.Location, head.From) : null;

    internal void Answered(IAnswerHead head, int status, ReadOnlyMemory<byte> body, long length)
    {
        _head = head;
        _body = body;
        Status = status;
        ResponseLength = length;
    }

    /// <summary>Adds what a new connection cost, as far as the request waited for it.</summary>
    internal void AddConnection(ConnectionTimes times, Metrics.RunClock clock)
    {
        var started = StartedTimestamp;
        var dns = times.Resolved - Math.Max(started, times.Started);
        if (dns > 0)
        {
            DnsNanoseconds = Math.Max(0, DnsNanoseconds) + clock.ToNanoseconds(dns);
        }

        var connect = times.Connected - Math.Max(started, times.Resolved);
        if (connect > 0)
        {
            ConnectNanoseconds = Math.Max(0, ConnectNanoseconds) + clock.ToNanoseconds(connect);
        }

        var tls = times.Secured - Math.Max(started, times.Connected);
        if (tls > 0)
        {
            TlsNanoseconds = Math.Max(0, TlsNanoseconds) + clock.ToNanoseconds(tls);
        }
    }

    /// <summary>Makes it fail, unless the end of the user was faster and has recorded it already.</summary>
    internal void TryFail(string error, string detail, Exception exception)
    {
        try
        {
            if (!IsRecorded)
            {
                Fail(error, detail, exception);
            }
        }
        catch (InvalidOperationException) when (IsRecorded)
        {
            // It was recorded in between.
        }
    }

    /// <summary>The user has ended and this request has not: it counts if anything of it was sent, and never happened otherwise.</summary>
    internal override void GiveUp()
    {
        if (!IsOpen)
        {
            base.GiveUp();
            return;
        }

        var sent = Progress.Close();
        while (Progress.IsFinished && IsOpen)
        {
            // The thread that received the answer is about to give its verdict.
            Thread.Yield();
        }

        if (sent || Progress.IsFinished)
        {
            base.GiveUp();
        }
        else
        {
            Discard();
        }
    }

    private static TimeSpan? Span(long nanoseconds) => nanoseconds == RequestSample.Unknown ? null : TimeSpan.FromTicks(nanoseconds / 100);

    private string ReadText()
    {
        var charset = Charset();
        var bytes = _body.Span;
        var mark = charset.Preamble;
        return charset.GetString(!mark.IsEmpty && bytes.StartsWith(mark) ? bytes[mark.Length..] : bytes);
    }

    private ReadOnlySpan<byte> Utf8()
    {
        var charset = Charset();
        return charset is not (UTF8Encoding or ASCIIEncoding) ? Encoding.UTF8.GetBytes(Text)
            : _body.Span.StartsWith(Utf8Mark) ? _body.Span[Utf8Mark.Length..]
            : _body.Span;
    }

    private Encoding Charset()
    {
        var name = _head?.Charset;
        if (string.IsNullOrEmpty(name))
        {
            return Encoding.UTF8;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
