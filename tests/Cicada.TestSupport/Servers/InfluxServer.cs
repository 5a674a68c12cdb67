using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Cicada.TestSupport;

/// <summary>
/// A real InfluxDB 1.x (<c>influxd</c>) on free ports of the loopback interface, its data in a folder that goes away with it. For tests marked
/// with <see cref="RequiresProgramFactAttribute"/> for <see cref="Program"/>.
/// </summary>
public sealed class InfluxServer : IAsyncDisposable
{
    /// <summary>The command.</summary>
    public const string Program = "influxd";

    private const int Attempts = 3;

    private readonly TemporaryFolder _folder = new();
    private ProgramRunner? _running;

    private InfluxServer()
    {
    }

    /// <summary>The root address, with a slash at its end.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>A client whose base address this is; another one after <see cref="RestartAsync"/>.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>Starts a server; completes when it answers.</summary>
    public static async Task<InfluxServer> StartAsync()
    {
        var server = new InfluxServer();
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

    /// <summary>Stops the server as its owner would, and starts it again with the same data, perhaps on another port.</summary>
    public async Task RestartAsync()
    {
        _running!.Terminate();
        await _running.WaitForExitAsync();
        await EndAsync();
        await RunAsync();
    }

    /// <summary>Makes a database.</summary>
    /// <param name="name">Its name, of letters and digits.</param>
    public Task CreateDatabaseAsync(string name) => QueryAsync("", $"CREATE DATABASE {name}");

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

    private async Task RunAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            var ports = FreePorts(2);
            _running = ProgramRunner.Start(Program, ["-config", _folder.Write("influxdb.conf", Configuration(ports[0], ports[1]))]);
            try
            {
                // It says so when the port is open; from then on it answers.
                await _running.WaitForErrorAsync("Listening on HTTP");
                Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[0]}/"));
                Client = new HttpClient { BaseAddress = Address };
                using var answer = await Client.GetAsync(new Uri("ping", UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (Exception e) when (attempt < Attempts && e is InvalidOperationException or HttpRequestException)
            {
                // Somebody else may have taken a port in the meantime.
                await EndAsync();
            }
        }
    }

    private async Task EndAsync()
    {
        Client?.Dispose();
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }
    }

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
          auth-enabled = false
          log-enabled = false
        [monitor]
          store-enabled = false
        """;

    /// <summary>Ports nobody listens on, all different: each is held until all are found.</summary>
    private static int[] FreePorts(int count)
    {
        var held = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            return [.. held.Select(listener =>
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            })];
        }
        finally
        {
            foreach (var listener in held)
            {
                listener.Dispose();
            }
        }
    }
}
