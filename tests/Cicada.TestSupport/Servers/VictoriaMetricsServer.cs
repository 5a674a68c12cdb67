using System.Globalization;
using System.Text.Json;

namespace Cicada.TestSupport;

/// <summary>
/// A real VictoriaMetrics, which takes what InfluxDB 1.x and 2.x take (<c>/write</c>, <c>/api/v2/write</c>), on a port of the loopback interface, its
/// data in a folder that goes away with it. For tests marked with <see cref="RequiresProgramFactAttribute"/> for <see cref="Program"/>.
/// </summary>
/// <remarks>
/// What it does differently, seen on 1.79.5: a line ends where a line ends, also within a text in quotes; times are kept to the millisecond, but points that share one are all kept; a point sent twice
/// is there twice; text becomes 0; a bad line and a change of type are taken with 204 and without a word; each field is a series of its own, named
/// <c>measurement_field</c>; the database becomes a tag <c>db</c>, a bucket is forgotten; it wants no credentials.
/// </remarks>
public sealed class VictoriaMetricsServer : IAsyncDisposable
{
    /// <summary>The command.</summary>
    public const string Program = "victoria-metrics";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = LoopbackPorts.Free(1)[0];
    private ProgramRunner? _running;

    private VictoriaMetricsServer()
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/"));
        Client = new HttpClient { BaseAddress = Address };
    }

    /// <summary>The root address, with a slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>A client whose base address this is.</summary>
    public HttpClient Client { get; }

    /// <summary>What it has said until now: the lines it could not read are named here and nowhere else.</summary>
    public string Log => _running!.Error;

    /// <summary>Starts a server; completes when it answers.</summary>
    public static async Task<VictoriaMetricsServer> StartAsync()
    {
        var server = new VictoriaMetricsServer();
        try
        {
            await server.RunAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many points of a measurement have a field: as soon as they are as many as expected, or for good when they do not become so.</summary>
    /// <param name="expected">How many there should be.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="field">The field.</param>
    public async Task<long> CountAsync(long expected, string measurement = "cicada_requests", string field = "response_time")
    {
        // What was taken in the last second may not be shown even after a flush: it may be on its way already.
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), clock);
        long count;
        while ((count = (await ExportAsync($"{measurement}_{field}")).Sum(series => series.GetProperty("values").GetArrayLength())) < expected
            && clock.GetElapsedTime(began) < Patience)
        {
            await timer.WaitForNextTickAsync();
        }

        return count;
    }

    /// <summary>All series of one name as <c>{"metric":{…},"values":[…],"timestamps":[…]}</c>, with all that was taken until about a second ago.</summary>
    /// <param name="metric">The name, a measurement and a field joined by an underscore.</param>
    public async Task<IReadOnlyList<JsonElement>> ExportAsync(string metric)
    {
        using var flushed = await Client.GetAsync(new Uri("internal/force_flush", UriKind.Relative));
        flushed.EnsureSuccessStatusCode();
        var lines = await Client.GetStringAsync(new Uri($"api/v1/export?match[]={Uri.EscapeDataString(metric)}", UriKind.Relative));
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.Clone())];
    }

    /// <summary>Ends the server and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task RunAsync()
    {
        _running = ProgramRunner.Start(Program,
        [
            "-storageDataPath", _folder.Combine("data"),
            "-httpListenAddr", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}"),
            "-retentionPeriod", "100y", // it silently leaves out what is older
            "-search.latencyOffset", "0s",
        ]);
        await _running.WaitForErrorAsync("starting http server");
        while (!await AnswersAsync())
        {
            await Task.Yield();
        }
    }

    // It says so shortly before the port is open.
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri("health", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException) when (!_running!.HasExited)
        {
            return false;
        }
    }
}
