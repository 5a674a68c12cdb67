using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cicada.Web;

/// <summary>One listener for groups of routes: InfluxDB's interface, Cicada's own, the web UI.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    // Grafana and scripts put whole queries into the address.
    private const int LongestRequestLine = 512 * 1024;
    private const int LongestHeaders = 64 * 1024;

    private static readonly TimeSpan LongestForHeaders = TimeSpan.FromSeconds(15);

    private readonly WebApplication _application;
    private readonly TimeSpan _grace;
    private bool _isStopped;

    private WebHost(WebApplication application, TimeSpan grace) => (_application, _grace) = (application, grace);

    /// <summary>Where it answers this machine: <c>http://127.0.0.1:8086</c>.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts listening.</summary>
    /// <param name="options">Where, and to whom it answers.</param>
    /// <param name="groups">What it answers; the first one says what answers have to paths nobody knows.</param>
    /// <param name="logger">Is told of requests.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <param name="auth">Finds out who asks; null where everybody may do everything.</param>
    /// <param name="clock">Tells how long a reader stands still; the system's unless another is given.</param>
    /// <exception cref="WebHostException">The address is in use, or none of this machine, or the certificate cannot be used.</exception>
    public static async Task<WebHost> StartAsync(
        WebHostOptions options, IReadOnlyList<IRouteGroup> groups, ILogger logger, CancellationToken cancellation, WebAuth? auth = null, TimeProvider? clock = null)
    {
        var listen = ListenAddress.Of(options.Address);
        var tls = options.TlsCertificate is null ? null : TlsCertificates.Load(options);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Grace);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, listen.Address, options, tls, clock ?? TimeProvider.System));
        var application = builder.Build();
        var door = new WebDoor(new RouteTable(groups), new HostNames(listen, options.AllowedHosts), auth ?? new WebAuth(null, TimeProvider.System), options.CorsOrigins, options.BasePath);
        RequestDelegate answer = options.LogsRequests ? new AccessLog(door.AnswerAsync, logger).AnswerAsync : door.AnswerAsync;
        application.Run(answer);
        var host = new WebHost(application, options.Grace);
        try
        {
            await application.StartAsync(cancellation);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            await host.DisposeAsync();
            throw Problem(options, exception);
        }

        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var address = new UriBuilder(addresses.First());
        if (listen.IsAny)
        {
            // All addresses are none to go to.
            address.Host = IPAddress.Loopback.ToString();
        }

        host.Address = address.Uri;
        return host;
    }

    /// <summary>Takes no more requests, and waits for the answers that are being given.</summary>
    public async Task StopAsync()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        using var patience = new CancellationTokenSource(_grace);
        await _application.StopAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _application.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, IPAddress address, WebHostOptions options, TlsCertificates? tls, TimeProvider clock)
    {
        kestrel.AddServerHeader = false;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
        kestrel.Limits.MaxConcurrentConnections = options.Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = options.Connections;
        kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        kestrel.Limits.MaxRequestHeadersTotalSize = LongestHeaders;
        kestrel.Limits.RequestHeadersTimeout = LongestForHeaders;

        // Each route that reads a body says how much of it; slow senders are cut off by Kestrel's own limits, readers that stand still by ours.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(address, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            StalledReaders.CutOff(listen, clock);
            tls?.Use(listen);
        });
    }

    private static WebHostException Problem(WebHostOptions options, Exception exception)
    {
        var where = $"'{options.Address}', port {options.Port}";
        var reason = exception.InnerException ?? exception;
        return reason is AddressInUseException || (reason as SocketException ?? reason.InnerException as SocketException)?.SocketErrorCode == SocketError.AddressAlreadyInUse
            ? new(
                $"Cannot listen on {where}: another program does already, perhaps an InfluxDB or another Cicada. "
                + $"End that one, or take another port: '{options.PortOption} {FreePort.Behind(ListenAddress.Of(options.Address).Address, options.Port)}' is free.",
                exception)
            { IsInUse = true }
            : new(
                $"Cannot listen on {where}: {reason.Message.TrimEnd('.')}. Name an address of this machine with '--web-host', and a port you may use with '{options.PortOption}'.",
                exception);
    }

    // Who starts a listener ends it; signals are somebody else's.
    private sealed class OwnedLifetime : IHostLifetime
    {
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
