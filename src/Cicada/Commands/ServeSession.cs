using System.Text;
using System.Text.Json;
using Cicada.Logging;
using Cicada.Options;
using Cicada.Storage;
using Cicada.Storage.InfluxQl;
using Cicada.Web;

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
        await using var ending = surroundings.Ending.Register(() => ended.TrySetResult());
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
        await using var listener = new StoreListener(store, options.Queries, surroundings.Clock, log.Factory, "Cicada.Serve");
        new FirstAdmin(options, storePath, listener.Influx).Require();
        await listener.StartAsync(Web(), options.Influx, control: null, anyPort: false, cancellation);
        await SayAsync(listener.Address, listener.Influx);
        await ended.Task;
        await listener.StopAsync();
        return ExitCode.Success;
    }

    private WebHostOptions Web() => options.Web with
    {
        TlsCertificate = options.Web.TlsCertificate is { } certificate ? surroundings.Resolve(certificate) : null,
        TlsKey = options.Web.TlsKey is { } key ? surroundings.Resolve(key) : null,
    };

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
            var root = isAny ? $"{address.Scheme}://{host}:{address.Port}" : address.GetLeftPart(UriPartial.Authority);
            await output.WriteLineAsync($"Listening on {root}{(isAny ? " and all addresses of this machine" : "")}, which is an InfluxDB 1.x to every client, over the store '{storePath}'. Ctrl-C ends it.");
            await output.WriteLineAsync($"  Look at runs, compare them:  {root}{options.Web.BasePath}/");
            await output.WriteLineAsync($"  Record a load test into it:  --influx {root}/{Store.RunsDatabase}");
            await output.WriteLineAsync($"  Or in Grafana a data source InfluxDB (InfluxQL) with the URL {root}, or in a terminal: influx -host {host} -port {address.Port} -database {Store.RunsDatabase}");
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
            json.WriteString("web_ui", $"{root}{options.Web.BasePath}/");
            json.WriteString("store", storePath);
            json.WriteBoolean("auth", options.Influx.AsksForUser);
            json.WriteNumber("process", Environment.ProcessId);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
