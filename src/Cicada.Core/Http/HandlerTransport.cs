using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.CompilerServices;
using Cicada.Users;

namespace Cicada.Http;

/// <summary>Requests by the platform's own <see cref="SocketsHttpHandler"/>, with all it can do: HTTP/2 and 3, proxies, handlers in this process.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "One of them is deliberately not disposed of; see Dispose.")]
internal sealed class HandlerTransport(UserSession session, HttpOptions options, IDictionary<string, string> headers, CookieContainer cookies)
    : HttpTransport(session, options, headers, cookies)
{
    private const int BufferSize = 16 * 1024;

    // A body that declares its length gets an array of it at once, up to here; a longer one grows as it comes.
    private const int LargestTrusted = 1024 * 1024;

    private readonly Lock _gate = new();
    private HttpMessageInvoker? _invoker;
    private CancellationTokenSource? _released;
    private CancellationTokenSource? _idle;
    private bool _isReleased;

    public override async Task<Response> SendAsync(
        HttpMethod method, Uri address, HttpContent? content, string name, IEnumerable<KeyValuePair<string, string>>? own, CancellationToken cancellationToken)
    {
        var foreign = Admit(_isReleased, cancellationToken);
        var invoker = _invoker ?? CreateInvoker();
        var request = new HttpRequest(method, address)
        {
            Version = Options.Version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };

        // A user's own mistake (a header that is none) throws before anything is measured.
        AddHeaders(request, own);
        var response = request.Response = new Response(Session, method, address, name);
        var limit = request.Limit = RentLimit();

        // Once only: OnStop has another one.
        var aborting = Session.RequestAbort;
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
            GiveUp(response);
            throw new OperationCanceledException(foreign && cancellationToken.IsCancellationRequested ? cancellationToken : aborting);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            FailForTime(response);
        }
        catch (OverlongBodyException exception)
        {
            Fail(response, HttpErrorClass.ResponseTooLarge, exception);
        }
        catch (Exception exception)
        {
            Fail(response, HttpErrors.Of(exception, response.Progress.Phase), exception);
        }
        finally
        {
            ReturnLimit(limit);
        }

        return response;
    }

    public override void Dispose()
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ExchangeAsync(HttpMessageInvoker invoker, HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.IsStreamed)
        {
            // Lasts until this method ends.
            ConnectionStream.AnnounceStreamed(request);
        }

        var message = await invoker.SendAsync(request, cancellationToken);
        if (request.Progress.TryStartReceiving())
        {
            // HTTP/2 and 3: the head of the answer is the first that is seen of it.
            request.Response.FirstByteNanoseconds = Session.RunClock.ToNanoseconds(Session.Clock.GetTimestamp() - request.Response.StartedTimestamp);
        }

        request.Progress.ReceivesBody();
        var (body, length) = await ReadBodyAsync(message, request, cancellationToken);
        if (!request.Progress.TryFinish())
        {
            throw new OperationCanceledException("The user has ended.");
        }

        request.Response.Answered(new MessageHead(message), (int)message.StatusCode, body, length);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<(byte[] Body, long Length)> ReadBodyAsync(HttpResponseMessage message, HttpRequest request, CancellationToken cancellationToken)
    {
        // What HEAD declares is the length of the body it does not send.
        var declared = request.Method == HttpMethod.Head || message.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified
            ? null
            : message.Content.Headers.ContentLength;
        if (declared > Options.MaximumBodyBytes && Options.KeepBodies)
        {
            message.Dispose();
            throw new OverlongBodyException(declared.Value, Options.MaximumBodyBytes);
        }

        var stream = await message.Content.ReadAsStreamAsync(cancellationToken);
        await using (stream)
        {
            if (!Options.KeepBodies)
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
                if (length > Options.MaximumBodyBytes)
                {
                    throw new OverlongBodyException(length, Options.MaximumBodyBytes);
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

    private void AddHeaders(HttpRequest request, IEnumerable<KeyValuePair<string, string>>? own)
    {
        if (Headers.Count > 0)
        {
            foreach (var (name, value) in Headers)
            {
                AddHeader(request, name, value);
            }
        }

        if (own is not null)
        {
            foreach (var (name, value) in own)
            {
                AddHeader(request, name, value);
            }
        }

        if (!Options.Decompress && !request.Headers.NonValidated.Contains("Accept-Encoding"))
        {
            // It says what the option means, and there is always one header to learn by that the request is being sent.
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        }
    }

    private static void AddHeader(HttpRequest request, string name, string value)
    {
        CheckHeader(name, value);
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

            if (Options.Handler is { } make)
            {
                return _invoker = new HttpMessageInvoker(new InProcessHandler(make(), Options, Cookies), disposeHandler: true);
            }

            _released = new CancellationTokenSource();
            var connector = new HttpConnector(
                Options, Session.RunClock, Session.Run.Connections, Session.Run.Loops, Session.Run.Loops?.ConductOf(Session.Type.Name), _released.Token);
            var handler = new SocketsHttpHandler
            {
                ConnectCallback = connector.ConnectAsync,
                PlaintextStreamFilter = connector.Watch,
                RequestHeaderEncodingSelector = connector.SelectEncoding,
                CookieContainer = Cookies,
                UseProxy = Options.Proxy is not null,
                Proxy = Options.Proxy is { } proxy ? new WebProxy(proxy) : null,
                AllowAutoRedirect = Options.FollowRedirects,
                MaxAutomaticRedirections = Options.MaximumRedirects,
                AutomaticDecompression = Options.Decompress ? DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli : DecompressionMethods.None,
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
        if (!ReferenceEquals(Session.Clock, TimeProvider.System))
        {
            return Options.Timeout == Timeout.InfiniteTimeSpan ? new CancellationTokenSource() : new CancellationTokenSource(Options.Timeout, Session.Clock);
        }

        var limit = Interlocked.Exchange(ref _idle, null) ?? new CancellationTokenSource();
        limit.CancelAfter(Options.Timeout);
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
