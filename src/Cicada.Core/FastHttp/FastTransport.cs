using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Cicada.Http;
using Cicada.Metrics;
using Cicada.Users;

namespace Cicada.FastHttp;

/// <summary>
/// Requests by our own HTTP/1.1 client: the text of a request is put together and sent in one breath, and its answer is read where it comes in, on the thread of a
/// <see cref="Sockets.SocketLoop"/>, out of a buffer of that thread. The user goes on there. What is not ordinary (a new connection, TLS, a large body, a redirect) takes the longer way of
/// <see cref="ExchangeAsync"/>.
/// </summary>
internal sealed class FastTransport(UserSession session, HttpOptions options, IDictionary<string, string> headers, CookieContainer cookies)
    : HttpTransport(session, options, headers, cookies)
{
    private const int BufferSize = 64 * 1024;
    private const int RentedSize = 16 * 1024;
    private const int LargestKeptText = 1024 * 1024;

    // How often a request is sent again that was not answered because its connection was closed under it, as by the default client.
    private const int MostRepeats = 3;

    [ThreadStatic]
    private static byte[]? t_received;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_text;

    private readonly FastExchanges _exchanges = new(session, options);

    private RunClock Clock => Session.RunClock;

    public override async Task<Response> SendAsync(
        HttpMethod method, Uri address, HttpContent? content, string name, IEnumerable<KeyValuePair<string, string>>? own, CancellationToken cancellationToken)
    {
        var isForeign = Admit(_exchanges.AreReleased, cancellationToken);
        // A user's own mistake (a header that is none) throws before anything is measured.
        var said = content is null && own is null && Headers.Count == 0 && Cookies.Count == 0 && method == HttpMethod.Get && Options.Decompress ? null : HeadersOf(content, own);
        var target = Session.Run.Targets.Of(address);
        var response = new Response(Session, method, address, name);
        var exchange = _exchanges.Begin(response, method, target, content, said, out var connection);
        var given = isForeign ? cancellationToken.UnsafeRegister(one => _exchanges.CutByTest((FastExchange)one!), exchange) : default;
        try
        {
            response.Start();
            if (said is null && connection is { Socket: { } socket } && TrySendAtOnce(exchange, connection, socket))
            {
                await socket.ReadableAsync(CancellationToken.None);
                if (!TryReceiveAtOnce(exchange, connection, socket))
                {
                    await ExchangeAsync(exchange);
                }
            }
            else
            {
                await ExchangeAsync(exchange);
            }

            // The verdict first: whatever is complete may be recorded at any moment, by the end of the task that made it.
            Judge(response);
            response.Complete(exchange.ReceivedTimestamp);
        }
        catch (Exception exception)
        {
            FailOrGiveUp(exchange, exception, cancellationToken);
        }
        finally
        {
            given.Dispose();
            _exchanges.End(exchange);
        }

        return response;
    }

    public override void Dispose() => _exchanges.Dispose();

    private void FailOrGiveUp(FastExchange exchange, Exception exception, CancellationToken given)
    {
        var response = exchange.Response;
        switch (exchange.CutOff)
        {
            case CutOff.Run:
                GiveUp(response);
                throw new OperationCanceledException(exchange.Scope.Token);
            case CutOff.Test:
                GiveUp(response);
                throw new OperationCanceledException(given);
            case CutOff.Time:
                FailForTime(response);
                break;
            default:
                Fail(response, exception is OverlongBodyException ? HttpErrorClass.ResponseTooLarge : HttpErrors.Of(exception, response.Progress.Phase), exception);
                break;
        }
    }

    /// <summary>Sends a text that is known, where the system takes all of it at once. False leaves the rest, if any, to the longer way.</summary>
    private bool TrySendAtOnce(FastExchange exchange, FastConnection connection, Sockets.PolledSocket socket)
    {
        var response = exchange.Response;
        StartSending(exchange, connection);
        int sent;
        try
        {
            sent = socket.Send(exchange.Target.PlainGet);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was closed while nobody looked: nothing was sent, and another may serve.
            response.Progress.NotSent();
            _exchanges.Part(exchange);
            return false;
        }

        if (sent == exchange.Target.PlainGet.Length)
        {
            response.Progress.Sent();
            return true;
        }

        response.Progress.HandedOver();
        exchange.Rest = exchange.Target.PlainGet.AsMemory(sent);
        return false;
    }

    /// <exception cref="OperationCanceledException">It has been given up and must not be sent.</exception>
    private static void StartSending(FastExchange exchange, FastConnection connection)
    {
        if (!exchange.Response.Progress.TryStartSending())
        {
            throw new OperationCanceledException("The request has been given up.");
        }

        connection.Requests++;
    }

    /// <summary>Takes the answer where it has come in as a whole, and is the last. False leaves what is still to come to the longer way.</summary>
    private bool TryReceiveAtOnce(FastExchange exchange, FastConnection connection, Sockets.PolledSocket socket)
    {
        exchange.IsSent = true;
        BeginAnswer(exchange);
        try
        {
            return TryReceive(exchange, connection, socket) && !TryFollow(exchange);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // Another connection may serve.
            exchange.Fault = exception;
            return false;
        }
    }

    private void BeginAnswer(FastExchange exchange) => exchange.Answer.Begin(exchange.Method == HttpMethod.Head, Options.KeepBodies, Options.Decompress, Options.MaximumBodyBytes);

    /// <summary>Takes what has come in; true when the answer is whole.</summary>
    private bool TryReceive(FastExchange exchange, FastConnection connection, Sockets.PolledSocket socket)
    {
        var buffer = t_received ??= GC.AllocateUninitializedArray<byte>(BufferSize);
        var received = socket.Receive(buffer);
        return received >= 0 && TryTake(exchange, connection, buffer.AsSpan(0, received));
    }

    /// <summary>Takes a piece of the answer, the empty one of its end as well; true when it is whole.</summary>
    private bool TryTake(FastExchange exchange, FastConnection connection, ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
        {
            exchange.ReceivedTimestamp = Clock.GetTimestamp();
            return exchange.Answer.End() == ReadStatus.Complete
                ? true
                : throw new HttpIOException(HttpRequestError.ResponseEnded, exchange.Answer.HasBegun
                    ? "The server closed the connection before its answer was complete."
                    : "The server closed the connection before it answered.");
        }

        // What comes in later is read by its own time; what we do with it takes none of the target's.
        var now = exchange.ReceivedTimestamp = Clock.GetTimestamp();
        var response = exchange.Response;
        if (response.Progress.TryStartReceiving())
        {
            if (connection.Requests == 1 && connection.Times is { } times)
            {
                response.AddConnection(times, Clock);
            }

            response.FirstByteNanoseconds = Clock.ToNanoseconds(now - response.StartedTimestamp);
        }

        var answer = exchange.Answer;
        var status = answer.Take(piece);
        if (answer.HasHead && !exchange.IsHeadKnown)
        {
            exchange.IsHeadKnown = true;
            if (answer.Head.Traits.HasFlag(HeadTraits.SetsCookie))
            {
                ReceivedCookies.Keep(Cookies, exchange.Target.Address, HeadLines.FindAll(answer.Bytes.AsMemory(0, answer.Head.Length), "Set-Cookie"));
            }
        }

        return status == ReadStatus.Malformed ? throw new HttpIOException(HttpRequestError.InvalidResponse, answer.Complaint) : status == ReadStatus.Complete;
    }

    /// <summary>What follows from an answer that is whole: true where that is another request, else it is the user's.</summary>
    private bool TryFollow(FastExchange exchange)
    {
        var answer = exchange.Answer;
        ref readonly var head = ref answer.Head;
        var response = exchange.Response;
        var from = exchange.Target.Address;
        var bytes = answer.Bytes;
        exchange.LeavesOpen = head.KeepsAlive && !answer.HasMore && !SaysClose(exchange.Headers);
        exchange.Connection!.Answered(head, Clock);
        if (head.Traits.HasFlag(HeadTraits.HasLocation) && Options.FollowRedirects && exchange.Redirects < Options.MaximumRedirects
            && Redirects.TargetOf(head.StatusCode, new RawHead(bytes, head.Length, from, isDecoded: false).Location, from) is { } next)
        {
            Follow(exchange, head.StatusCode, next);
            return true;
        }

        var body = answer.Body;
        var length = answer.Length;
        var isDecoded = false;
        if (head.Traits.HasFlag(HeadTraits.IsEncoded) && Options.Decompress && HeadLines.Find(bytes.AsSpan(0, head.Length), "Content-Encoding") is { } encoding && BodyDecoder.Knows(encoding))
        {
            (body, length) = BodyDecoder.Decode(body, encoding, Options.KeepBodies, Options.MaximumBodyBytes);
            isDecoded = true;
        }

        if (!response.Progress.TryFinish())
        {
            throw new OperationCanceledException("The user has ended.");
        }

        response.Answered(new RawHead(bytes, head.Length, from, isDecoded), head.StatusCode, body, length);
        return false;
    }

    private void Follow(FastExchange exchange, int status, Uri to)
    {
        exchange.Redirects++;
        _exchanges.Part(exchange);
        exchange.Target = Session.Run.Targets.Of(to);

        // Meant for the place it was sent to.
        exchange.Headers ??= HeadersOf(null, null);
        exchange.Headers.RemoveAll(header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase));
        if (Redirects.BecomesGet(status, exchange.Method))
        {
            exchange.Method = HttpMethod.Get;
            if (exchange.Content is { } content)
            {
                exchange.Headers.RemoveAll(header => content.Headers.NonValidated.Contains(header.Key));
                exchange.Content = null;
            }
        }
    }

    /// <summary>The longer way, from wherever the request is: until there is an answer that leads nowhere else.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ExchangeAsync(FastExchange exchange)
    {
        do
        {
            for (var repeats = 0; ; repeats++)
            {
                try
                {
                    await SendAndReceiveAsync(exchange);
                    break;
                }
                catch (Exception exception) when (MayRepeat(exchange, exception, repeats))
                {
                    _exchanges.Part(exchange);
                }
            }
        }
        while (TryFollow(exchange));
    }

    /// <summary>
    /// A connection that was kept alive may be closed by the server, for being idle, just as we send: then the request is made again, by another one. On a new connection that would hide a
    /// failing server, and hit it several times for one sample; and what has a body may have had its effect.
    /// </summary>
    private static bool MayRepeat(FastExchange exchange, Exception exception, int repeats) =>
        repeats < MostRepeats && exchange is { CutOff: CutOff.None, Connection.Requests: > 1, Content: null, Answer.HasBegun: false } && exception is IOException or SocketException or ObjectDisposedException;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAndReceiveAsync(FastExchange exchange)
    {
        if (!exchange.IsSent)
        {
            BeginAnswer(exchange);
            if (exchange.Connection is null && !_exchanges.TryTakeIdle(exchange))
            {
                await OpenAsync(exchange);
            }

            await WriteAsync(exchange, exchange.Connection!);
            exchange.IsSent = true;
        }

        if (exchange.Fault is { } fault)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        }

        var connection = exchange.Connection!;
        if (connection.Socket is { } socket)
        {
            do
            {
                await socket.ReadableAsync(CancellationToken.None);
            }
            while (!TryReceive(exchange, connection, socket));
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(RentedSize);
        try
        {
            while (!TryTake(exchange, connection, buffer.AsSpan(0, await connection.Stream.ReadAsync(buffer))))
            {
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask OpenAsync(FastExchange exchange)
    {
        try
        {
            await _exchanges.ConnectAsync(exchange);
        }
        catch (ConnectFailedException exception)
        {
            var origin = exchange.Target.Origin;
            throw new HttpRequestException($"{exception.InnerException!.Message} ({origin.Host}:{origin.Port})", exception);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteAsync(FastExchange exchange, FastConnection connection)
    {
        if (!exchange.Rest.IsEmpty)
        {
            // The first part of it has gone out, and counts.
            await connection.Stream.WriteAsync(exchange.Rest);
            exchange.Response.Progress.Sent();
            return;
        }

        var content = exchange.Content;
        var isStreamed = content is not null && (HttpRequest.IsProducedLater(content) || content.Headers.ContentLength > LargestKeptText);
        var length = content?.Headers.ContentLength;
        var framing = length is not null ? BodyFraming.Length
            : content is not null ? BodyFraming.Chunked
            : HasBody(exchange.Method) ? BodyFraming.Length
            : BodyFraming.None;
        var writing = SendText(exchange, connection, framing, length ?? 0, isStreamed);
        await writing;
        if (isStreamed)
        {
            var giving = _exchanges.Giving(exchange);
            var body = new RequestBody(connection.Stream, framing == BodyFraming.Chunked);
            await content!.CopyToAsync(body, giving);
            if (length is { } promised && body.Written != promised)
            {
                throw new HttpRequestException($"The body of the request has {body.Written} bytes, but its Content-Length says {promised}.");
            }

            await body.EndAsync(giving);
        }

        exchange.Response.Progress.Sent();
    }

    /// <summary>Sends the head, and the body if it is there already.</summary>
    private ValueTask SendText(FastExchange exchange, FastConnection connection, BodyFraming framing, long length, bool isStreamed)
    {
        var text = t_text ??= new ArrayBufferWriter<byte>(RentedSize);
        text.ResetWrittenCount();
        RequestText.Write(text, exchange.Method, exchange.Target, WithCookies(exchange), framing, length);
        if (exchange.Content is { } content && !isStreamed)
        {
            using var body = content.ReadAsStream();
            for (var left = (int)length; left > 0;)
            {
                var read = body.Read(text.GetSpan(left)[..left]);
                text.Advance(read);
                left -= read;
            }
        }

        if (text.Capacity > LargestKeptText)
        {
            t_text = null;
        }

        StartSending(exchange, connection);
        try
        {
            if (connection.Socket is { } socket)
            {
                var sent = socket.Send(text.WrittenSpan);
                exchange.Response.Progress.HandedOver();
                return sent == text.WrittenCount ? default : connection.Stream.WriteAsync(text.WrittenSpan[sent..].ToArray());
            }

            var writing = connection.Stream.WriteAsync(text.WrittenSpan.ToArray());
            exchange.Response.Progress.HandedOver();
            return writing;
        }
        catch
        {
            // Refused as a whole.
            exchange.Response.Progress.NotSent();
            throw;
        }
    }

    /// <summary>What is said besides where the request goes, but for cookies: those depend on where that is.</summary>
    /// <exception cref="ArgumentException">A header is none.</exception>
    private List<KeyValuePair<string, string>> HeadersOf(HttpContent? content, IEnumerable<KeyValuePair<string, string>>? own)
    {
        var said = new List<KeyValuePair<string, string>>(Headers.Count + 4);
        foreach (var (name, value) in own is null ? Headers : Headers.Concat(own))
        {
            CheckHeader(name, value);
            said.RemoveAll(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
            said.Add(new(name, value));
        }

        if (RequestText.Find(said, "Accept-Encoding") is null)
        {
            said.Add(new("Accept-Encoding", Options.Decompress ? "gzip, deflate, br" : "identity"));
        }

        if (content is not null)
        {
            foreach (var (name, values) in content.Headers.NonValidated)
            {
                if (RequestText.Find(said, name) is null)
                {
                    said.Add(new(name, values.ToString()));
                }
            }
        }

        return said;
    }

    private List<KeyValuePair<string, string>> WithCookies(FastExchange exchange)
    {
        var said = exchange.Headers ??= HeadersOf(null, null);
        if (Cookies.Count == 0 || Cookies.GetCookieHeader(exchange.Target.Address) is not { Length: > 0 } kept)
        {
            return said;
        }

        var own = RequestText.Find(said, "Cookie");
        return [.. said.Where(header => !header.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase)), new("Cookie", own is null ? kept : $"{own}; {kept}")];
    }

    private static bool SaysClose(List<KeyValuePair<string, string>>? headers) =>
        headers is not null && RequestText.Find(headers, "Connection") is { } connection && connection.Contains("close", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a request of this method says that its body is empty, as the default client does.</summary>
    private static bool HasBody(HttpMethod method) => method.Method is not ("GET" or "HEAD" or "CONNECT" or "OPTIONS" or "DELETE");
}
