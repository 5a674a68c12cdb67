using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Cicada.TestSupport;

/// <summary>
/// A real InfluxDB 1.x (<c>influxd</c>) on a port of the loopback interface that stays its own, its data in a folder that goes away with it. It can
/// be killed, stopped and started again. For tests marked with <see cref="RequiresProgramFactAttribute"/> for <see cref="Program"/>.
/// </summary>
public sealed class InfluxServer : IAsyncDisposable
{
    /// <summary>The command.</summary>
    public const string Program = "influxd";

    private const int Attempts = 3;

    private readonly TemporaryFolder _folder = new();
    private readonly InfluxServerOptions _options;
    private int[] _ports;
    private ProgramRunner? _running;

    private InfluxServer(InfluxServerOptions options)
    {
        (_options, _ports) = (options, LoopbackPorts.Free(2));
        (Address, Client) = (AddressOf(_ports[0]), new HttpClient());
    }

    /// <summary>The root address, with a slash at its end; the same for as long as this object lives.</summary>
    public Uri Address { get; private set; }

    /// <summary>A client that may do everything, and whose base address this is.</summary>
    public HttpClient Client { get; private set; }

    /// <summary>Starts a server; completes when it answers.</summary>
    /// <param name="options">How it is set up; without authentication by default.</param>
    public static async Task<InfluxServer> StartAsync(InfluxServerOptions? options = null)
    {
        var server = new InfluxServer(options ?? new());
        try
        {
            await server.StartFirstAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server as its owner would, and starts it again with the same data at the same address.</summary>
    public async Task RestartAsync()
    {
        _running!.Terminate();
        await _running.WaitForExitAsync();
        await StartAgainAsync();
    }

    /// <summary>Ends the server as a power cut would; completes when nobody listens any more.</summary>
    public async Task KillAsync()
    {
        _running!.Kill();
        await _running.WaitForExitAsync();
    }

    /// <summary>Starts a server that was killed, with the same data at the same address; completes when it answers.</summary>
    public async Task StartAgainAsync()
    {
        await _running!.DisposeAsync();
        await RunAsync();
    }

    /// <summary>Stops the process where it is: connections are taken by the system, and nobody answers. It ends with this object nevertheless.</summary>
    public void Stop() => _running!.Stop();

    /// <summary>Lets a stopped process go on.</summary>
    public void Continue() => _running!.Continue();

    /// <summary>Makes a database.</summary>
    /// <param name="name">Its name, of letters and digits.</param>
    public Task CreateDatabaseAsync(string name) => QueryAsync("", $"CREATE DATABASE {name}");

    /// <summary>How many points of a measurement have a field; 0 where there is no such measurement, field or database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="field">The field.</param>
    /// <param name="where">What else must hold, in InfluxQL.</param>
    public async Task<long> CountAsync(string database, string measurement = "cicada_requests", string field = "response_time", string? where = null)
    {
        var rows = await RowsAsync(database, $"SELECT count(\"{field}\") FROM \"{measurement}\"{(where is null ? "" : $" WHERE {where}")}");
        return rows.Sum(row => row[1].GetInt64());
    }

    /// <summary>The first column of an answer, for instance that of <c>SHOW MEASUREMENTS</c>, in the order given.</summary>
    /// <param name="database">The database.</param>
    /// <param name="query">One statement.</param>
    public async Task<IReadOnlyList<string>> NamesAsync(string database, string query) =>
        [.. (await RowsAsync(database, query)).Select(row => row[0].ToString())];

    /// <summary>The rows of all series of an answer.</summary>
    /// <param name="database">The database.</param>
    /// <param name="query">One statement.</param>
    public async Task<IReadOnlyList<JsonElement[]>> RowsAsync(string database, string query)
    {
        var result = (await QueryAsync(database, query)).GetProperty("results")[0];
        return result.TryGetProperty("series", out var series)
            ? [.. series.EnumerateArray().Where(one => one.TryGetProperty("values", out _)).SelectMany(one => one.GetProperty("values").EnumerateArray()).Select(row => row.EnumerateArray().ToArray())]
            : [];
    }

    /// <summary>Writes line protocol with times in nanoseconds.</summary>
    /// <param name="database">The database.</param>
    /// <param name="lines">The body.</param>
    /// <returns>What the server complained of; null if it took everything.</returns>
    public async Task<string?> WriteAsync(string database, ReadOnlyMemory<byte> lines)
    {
        using var body = new ReadOnlyMemoryContent(lines);
        using var answer = await Client.PostAsync(new Uri($"write?db={database}", UriKind.Relative), body);
        if (answer.StatusCode == HttpStatusCode.NoContent)
        {
            return null;
        }

        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        return document.RootElement.GetProperty("error").GetString();
    }

    /// <summary>Runs statements and gives the answer, with times in nanoseconds.</summary>
    /// <param name="database">The database, or an empty text.</param>
    /// <param name="query">The statements.</param>
    public async Task<JsonElement> QueryAsync(string database, string query)
    {
        using var body = new FormUrlEncodedContent([new("db", database), new("epoch", "ns"), new("q", query)]);
        using var answer = await Client.PostAsync(new Uri("query", UriKind.Relative), body);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
        return document.RootElement.Clone();
    }

    /// <summary>Ends the server and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _folder.Dispose();
    }

    private async Task StartFirstAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await RunAsync();
                break;
            }
            catch (Exception e) when (attempt < Attempts && e is InvalidOperationException or HttpRequestException)
            {
                // Somebody else may have taken a port in the meantime.
                await EndAsync();
                (_ports, Client) = (LoopbackPorts.Free(2), new HttpClient());
            }
        }

        if (_options.AdminName is { } name)
        {
            await QueryAsync("", $"CREATE USER \"{name}\" WITH PASSWORD '{_options.AdminPassword}' WITH ALL PRIVILEGES");
            Client.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{_options.AdminPassword}")));
        }
    }

    private async Task RunAsync()
    {
        _running = ProgramRunner.Start(Program, ["-config", _folder.Write("influxdb.conf", Configuration(_ports[0], _ports[1]))]);

        // It says so when the port is open; from then on it answers.
        await _running.WaitForErrorAsync("Listening on HTTP");
        Address = AddressOf(_ports[0]);
        Client.BaseAddress ??= Address;
        using var answer = await Client.GetAsync(new Uri("ping", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    private async Task EndAsync()
    {
        Client.Dispose();
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }
    }

    private static Uri AddressOf(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));

    private string Configuration(int httpPort, int rpcPort) => $"""
        reporting-disabled = true
        bind-address = "127.0.0.1:{rpcPort.ToString(CultureInfo.InvariantCulture)}"
        [meta]
          dir = "{_folder.Combine("meta")}"
        [data]
          dir = "{_folder.Combine("data")}"
          wal-dir = "{_folder.Combine("wal")}"
          query-log-enabled = false
        [http]
          bind-address = "127.0.0.1:{httpPort.ToString(CultureInfo.InvariantCulture)}"
          auth-enabled = {(_options.AdminName is null ? "false" : "true")}
          log-enabled = false
          max-body-size = {(_options.LargestBodyBytes ?? 25_000_000).ToString(CultureInfo.InvariantCulture)}
        [monitor]
          store-enabled = false
        """;
}
