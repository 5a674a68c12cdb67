using Cicada.Influx.Selection;
using Cicada.InfluxApi;
using Cicada.RunsApi;
using Cicada.Storage;
using Cicada.Storage.InfluxQl;
using Cicada.Web;
using Cicada.WebUi;
using Microsoft.Extensions.Logging;

namespace Cicada.Commands;

/// <summary>All that answers over a store that is open: pages, Cicada's own HTTP API, InfluxDB's. It goes before the store is closed.</summary>
internal sealed class StoreListener : IAsyncDisposable
{
    private readonly Store _store;
    private readonly TimeProvider _clock;
    private readonly ILoggerFactory _logging;
    private readonly PasswordHash _hash = new();
    private readonly ContinuousQueries _continuous;
    private InfluxRoutes? _influxRoutes;
    private WebAuth? _auth;
    private RunsRoutes? _api;
    private WebHost? _host;

    public StoreListener(Store store, QueryLimits queries, TimeProvider clock, ILoggerFactory logging, string category)
    {
        (_store, _clock, _logging) = (store, clock, logging);
        var logger = logging.CreateLogger(category);
        Influx = new InfluxStore(store, _hash, clock, queries);
        _continuous = new ContinuousQueries(Influx, clock, (query, exception) => Tell(logger, query, exception));
    }

    /// <summary>The store as an InfluxDB.</summary>
    public InfluxStore Influx { get; }

    /// <summary>Where it answers this machine, once it has been started.</summary>
    public Uri Address => _host!.Address;

    /// <summary>Begins to answer, and says beside the store where.</summary>
    /// <param name="web">Where to listen.</param>
    /// <param name="influx">How InfluxDB's interface behaves.</param>
    /// <param name="control">The test that can be started here; null for none.</param>
    /// <param name="anyPort">Whether the next free ports will do where that of <paramref name="web"/> is taken.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="WebHostException">It cannot listen there.</exception>
    public async Task StartAsync(WebHostOptions web, InfluxApiOptions influx, IRunControl? control, bool anyPort, CancellationToken cancellation)
    {
        _influxRoutes = new InfluxRoutes(Influx, _hash, influx, _clock, _logging.CreateLogger("Cicada.InfluxApi"));
        _auth = WebAuth.Of(web, influx.AsksForUser ? _influxRoutes.Users : null, _clock);
        _api = new RunsRoutes(_store, control, _auth, _clock, _logging.CreateLogger("Cicada.RunsApi"));
        IRouteGroup[] groups = [_influxRoutes, _api, new PageRoutes(UiFiles.Embedded, web.BasePath)];
        var logger = _logging.CreateLogger("Cicada.Web");
        try
        {
            _host = await WebHost.StartAsync(web, groups, logger, cancellation, _auth, _clock);
        }
        catch (WebHostException exception) when (exception.IsInUse && anyPort)
        {
            var port = FreePort.Behind(ListenAddress.Of(web.Address).Address, web.Port);
            _host = await WebHost.StartAsync(web with { Port = port }, groups, logger, cancellation, _auth, _clock);
        }

        // Commands of the same user are let in by it.
        _auth.OwnerToken = _store.Announce(_host.Address);
    }

    /// <summary>Takes no more requests, and waits for the answers that are being given.</summary>
    public Task StopAsync() => _host?.StopAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _api?.Dispose();
        _auth?.Dispose();
        if (_influxRoutes is not null)
        {
            await _influxRoutes.DisposeAsync();
        }

        await _continuous.DisposeAsync();
    }

    // What nobody has foreseen is told with the place it comes from.
    private static void Tell(ILogger logger, ContinuousQuery query, Exception exception) =>
        logger.ContinuousQueryFailed(query.Name, query.Database, exception.Message, exception is QueryFailedException or StoreException ? null : exception);
}
