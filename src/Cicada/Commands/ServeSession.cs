using System.Text;
using System.Text.Json;
using Cicada.Influx.Selection;
using Cicada.InfluxApi;
using Cicada.Logging;
using Cicada.Options;
using Cicada.Storage;
using Cicada.Storage.InfluxQl;
using Cicada.Web;
using Microsoft.Extensions.Logging;

namespace Cicada.Commands;

/// <summary>A store that is served, from opening it to closing it.</summary>
internal sealed class ServeSession(ServeOptions options, string storePath, Surroundings surroundings)
{
    private const int MostThreads = 64;

    /// <summary>Serves until the process is asked to end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellation)
    {
        using var log = RunLog.Start(new RunOptions { LogLevel = options.LogLevel, LogFile = options.LogFile }, surroundings);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var given = cancellation.Register(() => ended.TrySetResult());
        using var signals = surroundings.OwnsConsole
            ? new Signals(surroundings, "Stopping; answers that are being given may come to their end. Ctrl-C once more ends at once.", _ => ended.TrySetResult(), () => { })
            : null;

        // Answering a query keeps its thread as long as it computes, and waiting for its turn too; requests beside it must not wait for the pool to grow.
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(threads + Math.Min(options.Queries.AtOnce, MostThreads) + QueryTurns.MostWaiting, ports);

        // Closed in the opposite order: first nobody is answered any more, then the store.
        using var rights = new OwnerRights();
        var logger = log.Factory.CreateLogger("Cicada.Serve");
        using var store = Store.Open(storePath, surroundings.Clock, logger.StoreTroubled);
        var hash = new PasswordHash();
        var influx = new InfluxStore(store, hash, surroundings.Clock, options.Queries);
        new FirstAdmin(options, storePath, influx).Require();
        await using var continuous = new ContinuousQueries(influx, surroundings.Clock, (query, exception) => Told(logger, query, exception));
        await using var routes = new InfluxRoutes(influx, hash, options.Influx, surroundings.Clock, log.Factory.CreateLogger("Cicada.InfluxApi"));
        await using var host = await WebHost.StartAsync(options.Web, [routes], log.Factory.CreateLogger("Cicada.Web"), cancellation);
        store.Announce(host.Address);
        await SayAsync(host.Address, influx);
        await ended.Task;
        await host.StopAsync();
        return ExitCode.Success;
    }

    // What nobody has foreseen is told with the place it comes from.
    private static void Told(ILogger logger, ContinuousQuery query, Exception exception) =>
        logger.ContinuousQueryFailed(query.Name, query.Database, exception.Message, exception is QueryFailedException or StoreException ? null : exception);

    private async Task SayAsync(Uri address, InfluxStore influx)
    {
        var output = surroundings.Output;
        if (options.Json)
        {
            await output.WriteLineAsync(Json(address.GetLeftPart(UriPartial.Authority)));
        }
        else
        {
            var isAny = ListenAddress.Of(options.Web.Address).IsAny;

            // It was opened to other machines; they go by its name.
            var host = isAny ? Environment.MachineName : address.Host;
            var root = isAny ? $"http://{host}:{address.Port}" : address.GetLeftPart(UriPartial.Authority);
            await output.WriteLineAsync($"Listening on {root}{(isAny ? " and all addresses of this machine" : "")}, which is an InfluxDB 1.x to every client, over the store '{storePath}'. Ctrl-C ends it.");
            await output.WriteLineAsync($"  Record a load test into it:  --influx {root}/{Store.RunsDatabase}");
            await output.WriteLineAsync($"  Look at it: in Grafana a data source InfluxDB (InfluxQL) with the URL {root}, or in a terminal: influx -host {host} -port {address.Port} -database {Store.RunsDatabase}");
            if (options.Influx.AsksForUser && !influx.HasAdmin)
            {
                await output.WriteLineAsync("  There is no user yet. Create the first: CREATE USER admin WITH PASSWORD '…' WITH ALL PRIVILEGES, or start with '--admin-user'.");
            }
        }

        await output.FlushAsync();
    }

    private string Json(string root)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("address", root);
            json.WriteString("store", storePath);
            json.WriteBoolean("auth", options.Influx.AsksForUser);
            json.WriteNumber("process", Environment.ProcessId);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
