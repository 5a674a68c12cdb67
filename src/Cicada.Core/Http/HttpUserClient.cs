using System.Diagnostics.CodeAnalysis;
using System.Net;
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
public sealed partial class HttpUserClient
{
    private const int BufferSize = 16 * 1024;

    private readonly UserSession _session;
    private readonly HttpOptions _options;
    private readonly string? _host;
    private CookieContainer? _cookies;
    private HttpMessageInvoker? _invoker;
    private CancellationTokenSource? _idle;
    private bool _released;

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
    public CookieContainer Cookies => _cookies ??= new CookieContainer();

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

    internal void Dispose()
    {
        _released = true;
        _invoker?.Dispose();
        _idle?.Dispose();
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
            var pairs = string.Join('&', query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
            url = pairs.Length == 0 ? url : url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + pairs;
        }

        return _session.Run.Addresses.Of(_host, url);
    }

    private async Task<Response> SendAsync(
        HttpMethod method, Uri uri, HttpContent? content, string name, IEnumerable<KeyValuePair<string, string>>? headers, CancellationToken cancellationToken)
    {
        if (!_session.MayStartRequests || _released)
        {
            throw new OperationCanceledException("The run is ending; no further request is started.");
        }

        var foreign = !_session.IsOwnToken(cancellationToken);
        if (foreign)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        var invoker = _invoker ??= CreateInvoker();
        var response = new Response(_session, method.Method, name, uri.AbsoluteUri);
        var request = new HttpRequest(method, uri, response)
        {
            Version = _options.Version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        response.Attach(request);
        CancellationTokenSource? limit = null;
        try
        {
            AddHeaders(request, headers);
            limit = RentLimit();
            using var abort = _session.RequestAbort.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
            using var given = foreign
                ? cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit)
                : default;
            response.Start();
            await ExchangeAsync(invoker, request, limit.Token);
            response.Complete();
        }
        catch (OperationCanceledException) when (_session.RequestAbort.IsCancellationRequested || (foreign && cancellationToken.IsCancellationRequested))
        {
            GiveUp(response, request);
            throw new OperationCanceledException(foreign && cancellationToken.IsCancellationRequested ? cancellationToken : _session.RequestAbort);
        }
        catch (OperationCanceledException) when (limit is { IsCancellationRequested: true })
        {
            response.Complete();
            response.Fail(HttpErrors.OfTimeout(request.Phase), $"The request took longer than {_options.Timeout}; it had come as far as '{request.Phase}'.", new TimeoutException());
        }
        catch (OverlongBodyException exception)
        {
            response.Complete();
            response.Fail(HttpErrorClass.ResponseTooLarge, exception.Message, exception);
        }
        catch (Exception exception)
        {
            // A user's own mistake (a header that is none) happens before anything is sent: it throws, and nothing was measured.
            if (limit is null)
            {
                response.Discard();
                throw;
            }

            response.Complete();
            response.Fail(HttpErrors.Of(exception, request.Phase), HttpErrors.Describe(exception), exception);
        }
        finally
        {
            ReturnLimit(limit);
        }

        Judge(response);
        return response;
    }

    /// <summary>A request that was cut off counts if anything of it was sent, and never happened otherwise.</summary>
    private static void GiveUp(Response response, HttpRequest request)
    {
        if (!request.Written)
        {
            response.Discard();
            return;
        }

        response.Complete();
        response.Fail(Metrics.ErrorClass.Cancelled, $"The request was cancelled; it had come as far as '{request.Phase}'.", new OperationCanceledException());
        response.Record();
    }

    private void Judge(Response response)
    {
        if (response.Failed || response.IsRecorded)
        {
            return;
        }

        if (response.StatusCode >= 400)
        {
            response.Fail(HttpErrorClass.OfStatus(response.StatusCode), $"The status is {response.StatusCode} ({(HttpStatusCode)response.StatusCode}).", null);
        }
        else if (_options.FollowRedirects && response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Header("Location") is { } location
            && !(response.Url!.StartsWith("https:", StringComparison.OrdinalIgnoreCase) && location.StartsWith("http:", StringComparison.OrdinalIgnoreCase)))
        {
            response.Fail(HttpErrorClass.TooManyRedirects, $"After {_options.MaximumRedirects} redirects the answer still redirects, to '{location}'.", null);
        }
    }

    private async Task ExchangeAsync(HttpMessageInvoker invoker, HttpRequest request, CancellationToken cancellationToken)
    {
        Task<HttpResponseMessage> sending;
        ConnectionStream.Sending = request;
        try
        {
            // On a kept-alive connection the request is written before this returns: that is how the stream learns whose bytes they are.
            sending = invoker.SendAsync(request, cancellationToken);
        }
        finally
        {
            ConnectionStream.Sending = null;
        }

        var message = await sending;
        if (!request.FirstByteSeen)
        {
            request.SawFirstByte(_session.RunClock.ToNanoseconds(_session.Clock.GetTimestamp() - request.Response.StartedTimestamp));
        }

        request.Phase = HttpPhase.Receiving;
        var (body, length) = await ReadBodyAsync(message, cancellationToken);
        request.Response.Answered(message, body, length);
    }

    private async ValueTask<(byte[] Body, long Length)> ReadBodyAsync(HttpResponseMessage message, CancellationToken cancellationToken)
    {
        var declared = message.Content.Headers.ContentLength;
        if (declared == 0)
        {
            return ([], 0);
        }

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

            var buffer = new byte[declared ?? BufferSize];
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    if (length == declared)
                    {
                        // The body is complete; one more read lets the handler see its end and free the connection.
                        var beyond = new byte[1];
                        if (await stream.ReadAsync(beyond, cancellationToken) == 0)
                        {
                            return (buffer, length);
                        }

                        Array.Resize(ref buffer, length * 2);
                        buffer[length++] = beyond[0];
                        continue;
                    }

                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    return (length == buffer.Length ? buffer : buffer[..length], length);
                }

                length += read;
                if (length > _options.MaximumBodyBytes)
                {
                    throw new OverlongBodyException(length, _options.MaximumBodyBytes);
                }
            }
        }
    }

    private static async ValueTask<long> DrainAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(BufferSize);
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
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
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
    }

    private static void AddHeader(HttpRequest request, string name, string value)
    {
        if (name.AsSpan().ContainsAny('\r', '\n', '\0') || value.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new ArgumentException($"The header '{name}' has a line break in its name or value; a header is one line. Remove it.", nameof(name));
        }

        request.Headers.Remove(name);
        if (!request.Headers.TryAddWithoutValidation(name, value))
        {
            // Headers that describe the body belong to it.
            request.Content ??= new ByteArrayContent([]);
            request.Content.Headers.Remove(name);
            if (!request.Content.Headers.TryAddWithoutValidation(name, value))
            {
                throw new ArgumentException($"'{name}' cannot be used as a header; its name has characters that are not allowed. Correct it.", nameof(name));
            }
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The invoker owns the handler.")]
    private HttpMessageInvoker CreateInvoker()
    {
        var connector = new HttpConnector(_options, _session.RunClock, _session.Run.Connections);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = connector.ConnectAsync,
            ConnectTimeout = _options.Timeout,
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
        return new HttpMessageInvoker(handler, disposeHandler: true);
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

    private void ReturnLimit(CancellationTokenSource? limit)
    {
        if (limit is null)
        {
            return;
        }

        if (!limit.TryReset() || _released || Interlocked.CompareExchange(ref _idle, limit, null) is not null)
        {
            limit.Dispose();
        }
    }
}
