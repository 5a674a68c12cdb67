using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Cicada.Influx.Queries;

namespace Cicada.Influx;

/// <summary>
/// The HTTP side of a destination: connections that are kept alive, what each request has to say, and what its answer means. A request that gets no answer
/// is an answer of its own (<see cref="InfluxAnswerKind.Unreachable"/>), not an exception.
/// </summary>
/// <param name="destination">The destination.</param>
/// <param name="clock">The time, the system's unless another is given.</param>
/// <param name="handler">What carries the requests; one of its own by default. Disposed with the client.</param>
internal sealed class InfluxClient(InfluxDestination destination, TimeProvider? clock = null, HttpMessageHandler? handler = null) : IDisposable
{
    /// <summary>How long an answer to a write may take.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long the answers that tell who a server is may take, each: a run waits for them before it begins.</summary>
    public static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Bytes from which on a server is asked first whether it takes so large a body (Expect: 100-continue). One that does not would answer 413 and close the connection with most of the
    /// body still on its way; then all that is seen here is a broken connection, and the same is sent again and again.
    /// </summary>
    private const long LargeBody = 512 * 1024;

    private const int MostBytesOfAnswer = 4 * 1024 * 1024;

    private static readonly MediaTypeHeaderValue Text = new("text/plain", "utf-8");
    private static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded");

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly HttpMessageInvoker _http = new(handler ?? NewHandler());
    private WriteDialect? _dialect = destination.Version == InfluxVersion.Auto ? null : WriteDialect.For(destination, destination.Version);

    /// <summary>Where it writes to.</summary>
    public InfluxDestination Destination => destination;

    /// <summary>The dialect, or null until it is settled: by the destination, or by <see cref="Settle"/>.</summary>
    public WriteDialect? Dialect => _dialect;

    /// <summary>From now on speaks an API.</summary>
    /// <param name="version">The API, as <see cref="InfluxProbe.ApiFor"/> has found it.</param>
    public void Settle(InfluxVersion version) => _dialect = WriteDialect.For(destination, version);

    /// <summary>Asks a server who it is: <c>/ping</c>, and where that does not say, <c>/health</c>.</summary>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<InfluxProbe> ProbeAsync(CancellationToken cancellationToken)
    {
        var authorization = WriteDialect.AuthorizationForProbe(destination);
        var ping = await SendAsync(HttpMethod.Get, "/ping", null, authorization, ProbeTimeout, cancellationToken);
        var probe = InfluxProbe.Of(ping, null);
        if (ping.MayPass || (ping.IsTaken && probe.Generation != InfluxVersion.Auto))
        {
            return probe;
        }

        var health = await SendAsync(HttpMethod.Get, "/health", null, authorization, ProbeTimeout, cancellationToken);
        return InfluxProbe.Of(ping, health);
    }

    /// <summary>
    /// Finds out whether the destination can be written to, by a write without a point, and creates the database of a 1.x server that has none of that name.
    /// </summary>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>Taken, or why not.</returns>
    public async Task<InfluxAnswer> EnsureDatabaseAsync(CancellationToken cancellationToken)
    {
        var answer = await WriteAsync(default, false, cancellationToken, ProbeTimeout);
        if (IsDatabaseMissing(answer))
        {
            answer = await CreateDatabaseAsync(cancellationToken);
            if (answer.IsTaken)
            {
                answer = await WriteAsync(default, false, cancellationToken, ProbeTimeout);
            }
            else if (!answer.MayPass)
            {
                answer = answer with { Kind = InfluxAnswerKind.NotFound, Reason = $"it does not exist, and could not be created: {answer.Reason}" };
            }
        }

        // From 2.x on a server misses the points, but only once it has found everything else in order.
        return answer.Kind == InfluxAnswerKind.LinesRefused ? InfluxAnswer.Taken : answer;
    }

    /// <summary>Whether an answer says that a database does not exist that can be created.</summary>
    /// <param name="answer">The answer.</param>
    public bool IsDatabaseMissing(InfluxAnswer answer) =>
        _dialect?.Version == InfluxVersion.V1 && answer.Kind == InfluxAnswerKind.NotFound && answer.Reason.Contains("database not found", StringComparison.OrdinalIgnoreCase);

    /// <summary>Creates the database of a 1.x server. One that exists already stays as it is.</summary>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<InfluxAnswer> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var statement = $"CREATE DATABASE {QueryText.OfQuotedName(destination.Database)}";
        var answer = await QueryAsync(statement, cancellationToken);
        return answer.IsTaken && InfluxResults.ErrorIn(answer.Body) is { } error
            ? answer with { Kind = InfluxAnswerKind.NotFound, Reason = error }
            : answer;
    }

    /// <summary>Runs InfluxQL in the destination's database, by POST; times in nanoseconds.</summary>
    /// <param name="statement">The statements.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public Task<InfluxAnswer> QueryAsync(string statement, CancellationToken cancellationToken)
    {
        var form = $"db={Uri.EscapeDataString(destination.Database)}&epoch=ns&q={Uri.EscapeDataString(statement)}";
        return PostAsync("/query", Encoding.UTF8.GetBytes(form), Form.MediaType!, cancellationToken);
    }

    /// <summary>Writes lines.</summary>
    /// <param name="body">The lines, in UTF-8; it is not used any more when this has returned.</param>
    /// <param name="isGzip">Whether it is compressed.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <param name="timeout">How long the answer may take; null for <see cref="RequestTimeout"/>.</param>
    public async Task<InfluxAnswer> WriteAsync(ReadOnlyMemory<byte> body, bool isGzip, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        var dialect = _dialect ?? throw new InvalidOperationException("It is not settled yet how to write. Probe the server first.");
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = Text;
        if (isGzip)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return await SendAsync(HttpMethod.Post, dialect.WritePath, content, dialect.Authorization, timeout ?? RequestTimeout, cancellationToken);
    }

    /// <summary>Asks for something else.</summary>
    /// <param name="pathAndQuery">The path with its query.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public Task<InfluxAnswer> GetAsync(string pathAndQuery, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, pathAndQuery, null, Authorization, RequestTimeout, cancellationToken);

    /// <summary>Sends something else.</summary>
    /// <param name="pathAndQuery">The path with its query.</param>
    /// <param name="body">What to send.</param>
    /// <param name="mediaType">What that is.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<InfluxAnswer> PostAsync(string pathAndQuery, ReadOnlyMemory<byte> body, string mediaType, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return await SendAsync(HttpMethod.Post, pathAndQuery, content, Authorization, RequestTimeout, cancellationToken);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private AuthenticationHeaderValue? Authorization => _dialect is { } dialect ? dialect.Authorization : WriteDialect.AuthorizationForProbe(destination);

    private async Task<InfluxAnswer> SendAsync(
        HttpMethod method, string pathAndQuery, HttpContent? content, AuthenticationHeaderValue? authorization, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(destination.Server, pathAndQuery))
        {
            Content = content,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Authorization = authorization;
        request.Headers.ExpectContinue = content?.Headers.ContentLength >= LargeBody ? true : null;
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Cicada", null));
        using var late = new CancellationTokenSource(timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            var body = await ReadAsync(response.Content, either.Token);
            return Understand(response, body);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return InfluxAnswer.None($"there was no answer within {timeout.TotalSeconds:0.###} s", isLate: true);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            return InfluxAnswer.None(WordsOf(exception));
        }
    }

    private InfluxAnswer Understand(HttpResponseMessage response, string body)
    {
        var retryAfter = response.Headers.TryGetValues("Retry-After", out var asked) ? asked.FirstOrDefault() : null;
        var answer = InfluxAnswerReader.Read((int)response.StatusCode, retryAfter, body, _clock.GetUtcNow());
        var reason = answer.Reason.Length > 0 || answer.IsTaken ? answer.Reason
            : response.Headers.Location is { } elsewhere ? $"it is elsewhere: '{elsewhere}'"
            : response.ReasonPhrase ?? "";
        return answer with
        {
            Reason = reason,
            ServerVersion = response.Headers.TryGetValues("X-Influxdb-Version", out var version) ? version.FirstOrDefault() : null,
        };
    }

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[4096];
        int read;
        while (kept.Length < MostBytesOfAnswer && (read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            kept.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    private static string WordsOf(Exception exception) => exception switch
    {
        { InnerException: SocketException socket } => socket.SocketErrorCode == SocketError.ConnectionRefused ? "nobody listens there" : socket.Message.TrimEnd('.'),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "there is no host of that name",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: { } inner } => $"there is no trusted connection: {inner.Message.TrimEnd('.')}",
        HttpRequestException { InnerException: IOException inner } => inner.Message.TrimEnd('.'),
        _ => exception.Message.TrimEnd('.'),
    };

    private static SocketsHttpHandler NewHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        ActivityHeadersPropagator = null,
        ConnectTimeout = ProbeTimeout,

        // So that a name that begins to mean another machine is noticed in a long run.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
