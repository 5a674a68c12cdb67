using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.CompilerServices;
using Cicada.Http;
using Cicada.Users;

namespace Cicada;

/// <summary>
/// Makes HTTP requests for one user and records each of them. A request that fails does not throw: its <see cref="Response"/> says so. Only
/// when the run takes the user's time away, the call ends with an <see cref="OperationCanceledException"/>.
/// </summary>
/// <remarks>
/// A relative address is appended to the host. A request is grouped under <c>name</c>, else under its address as it is written: a plain string with
/// its path and query, an interpolated one with its holes (see <see cref="UrlTemplate"/>).
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The user that made it ends it; a test is not to dispose of it.")]
public sealed partial class HttpUserClient
{
    private const int BufferSize = 16 * 1024;

    private static readonly SearchValues<char> HeaderNameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // A body that declares its length gets an array of it at once, up to here; a longer one grows as it comes.
    private const int LargestTrusted = 1024 * 1024;

    private readonly UserSession _session;
    private readonly HttpOptions _options;
    private readonly string? _host;
    private readonly Lock _gate = new();
    private HttpMessageInvoker? _invoker;
    private CancellationTokenSource? _released;
    private CancellationTokenSource? _idle;
    private bool _isReleased;

    internal HttpUserClient(HttpUser user)
    {
        _session = user.Session;
        _options = user.Http;
        _host = (_session.Type.Host ?? _session.Run.Host)?.TrimEnd('/');
        var problems = _options.Problems();
        if (problems.Count > 0)
        {
            throw new InvalidOperationException(string.Join(" ", problems));
        }
    }

    /// <summary>Headers sent with every request of this user.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The user's cookies: sent to where they belong, changed by answers.</summary>
    public CookieContainer Cookies { get; } = new(capacity: 1000, perDomainCapacity: 180, maxCookieSize: 8192);

    /// <summary>Makes a request with any method and body.</summary>
    /// <param name="method">The HTTP method; it is also the request's type in the statistics.</param>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="content">The body, or null for none.</param>
    /// <param name="name">The name it is grouped under.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="cancellationToken">Gives the request up. The user's own <see cref="TaskOwner.Cancellation"/> does not cut off what is already on its way before the run does.</param>
    /// <exception cref="ArgumentException">The address is none, or there is no host.</exception>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> SendAsync(
        HttpMethod method,
        string url,
        HttpContent? content = null,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(url);
        return SendAsync(method, AddressOf(url, query), content, name ?? NameOf(url), headers, cancellationToken);
    }

    /// <inheritdoc cref="SendAsync(HttpMethod, string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> SendAsync(
        HttpMethod method,
        UrlTemplate url,
        HttpContent? content = null,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(method, url.Url, content, name ?? url.Name, headers, query, cancellationToken);

    /// <summary>The user has ended: closes its connections, those that are still being made as well.</summary>
    internal void Dispose()
    {
        lock (_gate)
        {
            _isReleased = true;
        }

        // Not disposed: a connection that is just being made may still link itself to it.
        _released?.Cancel();
        _invoker?.Dispose();
        Interlocked.Exchange(ref _idle, null)?.Dispose();
    }

    private static string NameOf(string url)
    {
        var fragment = url.IndexOf('#', StringComparison.Ordinal);
        var name = fragment < 0 ? url : url[..fragment];
        return name.Length == 0 ? "/" : name;
    }

    private Uri AddressOf(string url, IEnumerable<KeyValuePair<string, string>>? query)
    {
        if (query is not null)
        {
            // What follows '#' is never sent, and would hide what is appended.
            url = url.Split('#', 2)[0];
            var pairs = string.Join('&', query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
            url = pairs.Length == 0 ? url : url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + pairs;
        }

        return _session.Run.Addresses.Of(_host, url);
    }

    private async Task<Response> SendAsync(
        HttpMethod method, Uri uri, HttpContent? content, string name, IEnumerable<KeyValuePair<string, string>>? headers, CancellationToken cancellationToken)
    {
        if (!_session.MayStartRequests || _isReleased)
        {
            throw new OperationCanceledException("The run is ending; no further request is started.");
        }

        var foreign = !_session.IsOwnToken(cancellationToken);
        if (foreign)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        var invoker = _invoker ?? CreateInvoker();
        var request = new HttpRequest(method, uri)
        {
            Version = _options.Version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };

        // A user's own mistake (a header that is none) throws before anything is measured.
        AddHeaders(request, headers);
        var response = new Response(_session, request, name);
        var limit = request.Limit = RentLimit();

        // Once only: OnStop has another one.
        var aborting = _session.RequestAbort;
        try
        {
            using var abort = aborting.UnsafeRegister(static request => ((HttpRequest)request!).Cancel(), request);
            using var given = foreign ? cancellationToken.UnsafeRegister(static request => ((HttpRequest)request!).Cancel(), request) : default;
            response.Start();
            await ExchangeAsync(invoker, request, limit.Token);

            // The verdict first: whatever is complete may be recorded at any moment, by the end of the task that made it.
            Judge(response);
            response.Complete();
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested || _isReleased || (foreign && cancellationToken.IsCancellationRequested))
        {
            GiveUp(response, request);
            throw new OperationCanceledException(foreign && cancellationToken.IsCancellationRequested ? cancellationToken : aborting);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Fail(HttpErrors.OfTimeout(request.Phase), new TimeoutException($"The request took longer than {_options.Timeout}; it had come as far as '{request.Phase}'."));
        }
        catch (OverlongBodyException exception)
        {
            Fail(HttpErrorClass.ResponseTooLarge, exception);
        }
        catch (Exception exception)
        {
            Fail(HttpErrors.Of(exception, request.Phase), exception);
        }
        finally
        {
            ReturnLimit(limit);
        }

        return response;

        void Fail(string error, Exception exception)
        {
            // When the end of the user was faster, the request has been recorded as cut off already.
            request.TryFinish();
            response.TryFail(error, HttpErrors.Describe(exception), exception);
            response.Complete();
        }
    }

    /// <summary>A request that was cut off counts if anything of it was sent, and never happened otherwise.</summary>
    private static void GiveUp(Response response, HttpRequest request)
    {
        var phase = request.Phase;
        if (!request.Close())
        {
            response.Discard();
            return;
        }

        var text = $"The request was cancelled; it had come as far as '{phase}'.";
        response.TryFail(Metrics.ErrorClass.Cancelled, text, new OperationCanceledException(text));
        response.Record();
    }

    private void Judge(Response response)
    {
        if (response.StatusCode >= 400)
        {
            var text = $"The status is {response.StatusCode} ({(HttpStatusCode)response.StatusCode}).";
            response.TryFail(HttpErrorClass.OfStatus(response.StatusCode), text, new HttpRequestException(text, null, (HttpStatusCode)response.StatusCode));
        }
        else if (_options.FollowRedirects && response.RedirectsTo is { } next)
        {
            var text = $"After {_options.MaximumRedirects} redirects the answer still redirects, to '{next}'.";
            response.TryFail(HttpErrorClass.TooManyRedirects, text, new HttpRequestException(text));
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ExchangeAsync(HttpMessageInvoker invoker, HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.IsStreamed)
        {
            // Lasts until this method ends.
            ConnectionStream.AnnounceStreamed(request);
        }

        var message = await invoker.SendAsync(request, cancellationToken);
        if (request.TryStartReceiving())
        {
            // HTTP/2 and 3: the head of the answer is the first that is seen of it.
            request.Response.FirstByteNanoseconds = _session.RunClock.ToNanoseconds(_session.Clock.GetTimestamp() - request.Response.StartedTimestamp);
        }

        request.ReceivesBody();
        var (body, length) = await ReadBodyAsync(message, request, cancellationToken);
        if (!request.TryFinish())
        {
            throw new OperationCanceledException("The user has ended.");
        }

        request.Response.Answered(message, body, length);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<(byte[] Body, long Length)> ReadBodyAsync(HttpResponseMessage message, HttpRequest request, CancellationToken cancellationToken)
    {
        // What HEAD declares is the length of the body it does not send.
        var declared = request.Method == HttpMethod.Head || message.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified
            ? null
            : message.Content.Headers.ContentLength;
        if (declared > _options.MaximumBodyBytes && _options.KeepBodies)
        {
            message.Dispose();
            throw new OverlongBodyException(declared.Value, _options.MaximumBodyBytes);
        }

        var stream = await message.Content.ReadAsStreamAsync(cancellationToken);
        await using (stream)
        {
            if (!_options.KeepBodies)
            {
                return ([], await DrainAsync(stream, cancellationToken));
            }

            // In HTTP/1.1 a body is over with its last byte, in HTTP/2 only with the frame that says so.
            if (declared is { } length and <= LargestTrusted && message.Version.Major < 2)
            {
                var body = length == 0 ? [] : new byte[length];
                await stream.ReadExactlyAsync(body, cancellationToken);
                return (body, length);
            }

            var kept = await KeepAsync(stream, cancellationToken);
            return (kept, kept.Length);
        }
    }

    private async ValueTask<byte[]> KeepAsync(Stream stream, CancellationToken cancellationToken)
    {
        var pool = ArrayPool<byte>.Shared;
        var buffer = pool.Rent(BufferSize);
        try
        {
            var length = 0;
            int read;
            while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
            {
                length += read;
                if (length > _options.MaximumBodyBytes)
                {
                    throw new OverlongBodyException(length, _options.MaximumBodyBytes);
                }

                if (length == buffer.Length)
                {
                    var larger = pool.Rent((int)Math.Min(Array.MaxLength, length * 2L));
                    buffer.AsSpan(0, length).CopyTo(larger);
                    pool.Return(buffer);
                    buffer = larger;
                }
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            pool.Return(buffer);
        }
    }

    private static async ValueTask<long> DrainAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var length = 0L;
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                length += read;
            }

            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void AddHeaders(HttpRequest request, IEnumerable<KeyValuePair<string, string>>? headers)
    {
        if (Headers.Count > 0)
        {
            foreach (var (name, value) in Headers)
            {
                AddHeader(request, name, value);
            }
        }

        if (headers is not null)
        {
            foreach (var (name, value) in headers)
            {
                AddHeader(request, name, value);
            }
        }

        if (!_options.Decompress && !request.Headers.NonValidated.Contains("Accept-Encoding"))
        {
            // It says what the option means, and there is always one header to learn by that the request is being sent.
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        }
    }

    private static void AddHeader(HttpRequest request, string name, string value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(HeaderNameCharacters))
        {
            throw new ArgumentException($"'{name}' cannot be used as a header; a header's name has letters, digits and the characters !#$%&'*+-.^_`|~ only. Correct it.", nameof(name));
        }

        if (value.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new ArgumentException($"The value of the header '{name}' has a line break; a header is one line. Remove it.", nameof(value));
        }

        request.HasUnicodeHeaders |= !System.Text.Ascii.IsValid(value);
        if (request.Headers.NonValidated.Contains(name))
        {
            request.Headers.Remove(name);
        }

        if (!request.Headers.TryAddWithoutValidation(name, value))
        {
            // Headers that describe the body belong to it.
            request.Content ??= new ByteArrayContent([]);
            request.Content.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, value);
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The invoker owns the handler.")]
    private HttpMessageInvoker CreateInvoker()
    {
        lock (_gate)
        {
            if (_invoker is not null)
            {
                return _invoker;
            }

            if (_isReleased)
            {
                throw new OperationCanceledException("The run is ending; no further request is started.");
            }

            if (_options.Handler is { } make)
            {
                return _invoker = new HttpMessageInvoker(new InProcessHandler(make(), _options, Cookies), disposeHandler: true);
            }

            _released = new CancellationTokenSource();
            var connector = new HttpConnector(
                _options, _session.RunClock, _session.Run.Connections, _session.Run.Loops, _session.Run.Loops?.ConductOf(_session.Type.Name), _released.Token);
            var handler = new SocketsHttpHandler
            {
                ConnectCallback = connector.ConnectAsync,
                PlaintextStreamFilter = connector.Watch,
                RequestHeaderEncodingSelector = connector.SelectEncoding,
                CookieContainer = Cookies,
                UseProxy = _options.Proxy is not null,
                Proxy = _options.Proxy is { } proxy ? new WebProxy(proxy) : null,
                AllowAutoRedirect = _options.FollowRedirects,
                MaxAutomaticRedirections = _options.MaximumRedirects,
                AutomaticDecompression = _options.Decompress ? DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli : DecompressionMethods.None,
                ActivityHeadersPropagator = null,
                PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
                SslOptions = connector.TlsOptions(null),
            };
            return _invoker = new HttpMessageInvoker(handler, disposeHandler: true);
        }
    }

    private CancellationTokenSource RentLimit()
    {
        if (!ReferenceEquals(_session.Clock, TimeProvider.System))
        {
            return _options.Timeout == Timeout.InfiniteTimeSpan ? new CancellationTokenSource() : new CancellationTokenSource(_options.Timeout, _session.Clock);
        }

        var limit = Interlocked.Exchange(ref _idle, null) ?? new CancellationTokenSource();
        limit.CancelAfter(_options.Timeout);
        return limit;
    }

    private void ReturnLimit(CancellationTokenSource limit)
    {
        if (!limit.TryReset() || _isReleased || Interlocked.CompareExchange(ref _idle, limit, null) is not null)
        {
            limit.Dispose();
        }
    }
}
