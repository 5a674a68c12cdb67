using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Cicada.Metrics;

namespace Cicada.Http;

/// <summary>Opens connections and measures each step: name, TCP, TLS.</summary>
internal sealed class HttpConnector(HttpOptions options, RunClock clock, OpenConnections open)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var request = context.InitialRequestMessage as HttpRequest;

        // Through a proxy the handler makes the tunnel and the TLS in it; here is only the way to the proxy.
        var ownTls = options.Proxy is null && context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttps;
        var started = clock.GetTimestamp();
        var socket = await ConnectSocketAsync(context.DnsEndPoint, request, cancellationToken);
        request?.AddConnect(clock.ToNanoseconds(clock.GetTimestamp() - started));
        var stream = new ConnectionStream(socket, request, isPlain: !ownTls && options.Proxy is null && options.Version.Major < 2, clock, open);
        if (!ownTls)
        {
            stream.CarriesRequests = true;
            SetPhase(request, HttpPhase.Queued);
            return stream;
        }

        SetPhase(request, HttpPhase.Tls);
        var tlsStarted = clock.GetTimestamp();
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(TlsOptions(context.DnsEndPoint.Host), cancellationToken);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }

        request?.AddTls(clock.ToNanoseconds(clock.GetTimestamp() - tlsStarted));
        stream.CarriesRequests = true;
        SetPhase(request, HttpPhase.Queued);
        return tls;
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

    private static void SetPhase(HttpRequest? request, HttpPhase phase)
    {
        // A request that did not wait for this connection has gone on by another one.
        if (request is { Written: false })
        {
            request.Phase = phase;
        }
    }

    private static async ValueTask<Socket> ConnectSocketAsync(DnsEndPoint target, HttpRequest? request, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        if (IPAddress.TryParse(target.Host, out var literal))
        {
            addresses = [literal];
        }
        else
        {
            SetPhase(request, HttpPhase.Resolving);
            addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        }

        SetPhase(request, HttpPhase.Connecting);
        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, target.Port), cancellationToken);
                return socket;
            }
            catch (Exception exception)
            {
                socket.Dispose();
                last = exception;
                if (exception is OperationCanceledException)
                {
                    break;
                }
            }
        }

        if (last is null)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(last);
        return null!;
    }
}
