using System.Globalization;

namespace Cicada.TestSupport;

/// <summary><c>cicada serve</c> on a port of the loopback interface, its store in a folder that goes away with it.</summary>
public sealed class CicadaServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = LoopbackPorts.Free(1)[0];
    private readonly string[] _options;
    private ProgramRunner? _running;

    private CicadaServer(string[] options)
    {
        _options = options;
        Client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/")) };
    }

    /// <summary>A client whose base address this is.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts a server; completes when it answers.</summary>
    /// <param name="options">More options of the command.</param>
    public static async Task<CicadaServer> StartAsync(params string[] options)
    {
        var server = new CicadaServer(options);
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

    /// <summary>Ends the server and deletes its store.</summary>
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
        _running = ProgramRunner.Start(
            "dotnet",
            [
                "exec", RepositoryRoot.Combine("src", "Cicada.Tool", "bin", "Debug", "net10.0", "Cicada.Tool.dll"), "serve", "--store", _folder.Combine("served.duckdb"),
                "--port", _port.ToString(CultureInfo.InvariantCulture), .. _options,
            ],
            _folder.Path);
        await _running.WaitForOutputAsync("Listening on");
    }
}
