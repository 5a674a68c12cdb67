using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Cicada.Metrics;
using Cicada.Sockets;

namespace Cicada.Http;

/// <summary>Opens the connections of one user, measures each step (name, TCP, TLS), and puts the stream on top that watches the requests.</summary>
/// <param name="options">The user's.</param>
/// <param name="clock">The run's.</param>
/// <param name="open">The count of open connections.</param>
/// <param name="loops">Where answers come in; null leaves that to the platform.</param>
/// <param name="conduct">What is known of the user's code.</param>
/// <param name="released">The end of the user.</param>
internal sealed class HttpConnector(HttpOptions options, RunClock clock, OpenConnections open, SocketLoops? loops, Conduct? conduct, CancellationToken released)
{
    /// <summary>Makes one connection for the platform's handler. The request is the one it is made for, though another may get it.</summary>
    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) => ConnectAsync(
        context.DnsEndPoint.Host,
        context.DnsEndPoint.Port,

        // Through a proxy the handler makes the tunnel and the TLS in it; here is only the way to the proxy.
        isSecure: options.Proxy is null && context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttps,
        (context.InitialRequestMessage as HttpRequest)?.Response,
        cancellationToken);

    /// <summary>Makes one connection.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">The TCP port.</param>
    /// <param name="isSecure">Whether it has TLS.</param>
    /// <param name="response">The answer to the request it is made for, if any, to be told how far it is.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="ConnectFailedException">There is no connection.</exception>
    /// <exception cref="OperationCanceledException">It was given up, or the user has ended.</exception>
    public async ValueTask<Stream> ConnectAsync(string host, int port, bool isSecure, Response? response, CancellationToken cancellationToken)
    {
        var heads = response?.Progress.Heads ?? 0;
        var step = HttpPhase.Resolving;

        // The handler lets a connection go on for seconds after its request was given up; the end of the user ends it at once.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, released);
        Stream? stream = null;
        try
        {
            var started = clock.GetTimestamp();
            var isAddress = IPAddress.TryParse(host, out var literal);
            IPAddress[] addresses = isAddress ? [literal!] : await ResolveAsync(ending.Token);
            var resolved = isAddress ? started : clock.GetTimestamp();
            Enter(HttpPhase.Connecting);
            stream = await ConnectAsync(addresses, port, ending.Token);
            var connected = clock.GetTimestamp();

            if (!isSecure)
            {
                ((ITimedStream)stream).Times = new ConnectionTimes(started, resolved, connected, connected);
                Enter(HttpPhase.Queued);
                return stream;
            }

            Enter(HttpPhase.Tls);
            var tls = new TlsStream(stream);
            await tls.AuthenticateAsClientAsync(TlsOptions(host), ending.Token);
            tls.Times = new ConnectionTimes(started, resolved, connected, clock.GetTimestamp());
            Enter(HttpPhase.Queued);
            return tls;
        }
        catch (Exception exception)
        {
            if (stream is not null)
            {
                await stream.DisposeAsync();
            }

            throw ending.IsCancellationRequested
                ? new OperationCanceledException(cancellationToken)
                : new ConnectFailedException(step, options.Proxy is not null, exception);
        }

        async ValueTask<IPAddress[]> ResolveAsync(CancellationToken token)
        {
            Enter(HttpPhase.Resolving);
            return await Dns.GetHostAddressesAsync(host, token);
        }

        void Enter(HttpPhase next)
        {
            step = next;
            response?.Progress.MakesConnection(next, heads);
        }
    }

    /// <summary>
    /// Watches the requests of a new connection, above its TLS. HTTP/2 mixes many requests in one stream of bytes, so there is nothing to
    /// watch there; <see cref="SelectEncoding"/> is what is left.
    /// </summary>
    public ValueTask<Stream> Watch(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken)
    {
        var times = (context.PlaintextStream as ITimedStream)?.Times;
        if (context.NegotiatedHttpVersion.Major < 2)
        {
            return new ValueTask<Stream>(new ConnectionStream(context.PlaintextStream, times, clock));
        }

        if (times is not null && context.InitialRequestMessage is HttpRequest { Response.Progress.Written: false } request)
        {
            request.Response.AddConnection(times, clock);
        }

        return new ValueTask<Stream>(context.PlaintextStream);
    }

    /// <summary>
    /// Asked for each header just before it is put into the buffer, in the flow of its request, on every connection, for every redirect and retry:
    /// so it is here that we learn which request is being sent.
    /// </summary>
    /// <exception cref="OperationCanceledException">The request has been given up and must not be sent.</exception>
    public Encoding? SelectEncoding(string header, HttpRequestMessage message)
    {
        if (message is not HttpRequest request)
        {
            return null;
        }

        if (request.Version.Major < 2)
        {
            ConnectionStream.Announce(request);
        }
        else if (request.Progress.Phase is not (HttpPhase.Waiting or HttpPhase.Sending))
        {
            if (!request.Progress.TryStartSending())
            {
                throw new OperationCanceledException("The request has been given up.");
            }

            // Frames go out by a loop of their own, in which requests cannot be told apart: sending and waiting are one phase here.
            request.Progress.Sent();
        }

        return request.HasUnicodeHeaders || header == "Cookie" ? Encoding.UTF8 : null;
    }

    [SuppressMessage("Security", "CA5359:Do not disable certificate validation", Justification = "Only when the test asks for it: --insecure.")]
    public SslClientAuthenticationOptions TlsOptions(string? host)
    {
        var tls = new SslClientAuthenticationOptions
        {
            ApplicationProtocols = options.Version.Major == 2 ? [SslApplicationProtocol.Http2] : [SslApplicationProtocol.Http11],
            ClientCertificates = options.ClientCertificates,
        };
        if (host is not null)
        {
            tls.TargetHost = host;
        }

        if (options.Insecure)
        {
            tls.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }

        return tls;
    }

    private async ValueTask<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        Exception? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, port), cancellationToken);
            }
            catch (Exception exception)
            {
                last = exception;
                if (exception is OperationCanceledException)
                {
                    break;
                }
            }
        }

        if (last is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(last);
        }

        throw new SocketException((int)SocketError.HostNotFound);
    }

    private async ValueTask<Stream> ConnectAsync(IPEndPoint target, CancellationToken cancellationToken)
    {
        if (loops is not null)
        {
            return new PolledConnection(await PolledSocket.ConnectAsync(target, loops.Next(), conduct!, cancellationToken), open);
        }

        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target, cancellationToken);
            return new SocketStream(socket, open);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
