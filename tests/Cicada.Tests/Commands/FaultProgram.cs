using System.Runtime.InteropServices;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

/// <summary>A load test at full speed, built once, run as a process of its own that a test can stop and kill.</summary>
public sealed class FaultProgram : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>How often the random faults are repeated: a few times here, often in bench/faults.</summary>
    public static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("CICADA_FAULT_ROUNDS"), out var rounds) ? rounds : 2;

    private string Executable => Path.Combine(_folder.Path, "out", OperatingSystem.IsWindows() ? "faults.exe" : "faults");

    public async ValueTask InitializeAsync()
    {
        var program = _folder.Write("faults.cs", $$"""
            #:project {{RepositoryRoot.Combine("src", "Cicada", "Cicada.csproj")}}
            using Cicada;
            return await LoadTest.RunAsync(args, test => test.Events.SpawningComplete.Add(_ => Console.Error.WriteLine("at full speed")));
            public sealed class FastUser : HttpUser
            {
                [Task] public async Task Root() => await Client.GetAsync("/", Cancellation);
            }
            """);
        var built = await ProgramRunner.RunAsync("dotnet", ["build", program, "-o", Path.Combine(_folder.Path, "out"), "-v", "q"], _folder.Path);
        Assert.True(built.ExitCode == 0, built.ToString());
    }

    /// <summary>Starts a run.</summary>
    /// <param name="folder">Where it runs; the store is <c>cicada.duckdb</c> there.</param>
    /// <param name="server">Its target.</param>
    /// <param name="home">The user's home, where samples go when the folder takes none.</param>
    /// <param name="more">Further arguments.</param>
    public ProgramRunner Start(string folder, CountingServer server, string home, params string[] more)
    {
        ArgumentNullException.ThrowIfNull(server);
        return ProgramRunner.Start(
            Executable, ["--headless", "-u", "8", "-r", "1000", "-H", server.Address.ToString(), "--only-summary", "--summary-json", Path.Combine(home, "S.json"), .. more], folder, HomeAt(home));
    }

    /// <summary>Asks the program for something, such as <c>show latest --json</c>.</summary>
    public Task<ProgramResult> AskAsync(string folder, string home, params string[] arguments) =>
        ProgramRunner.RunAsync(Executable, arguments, folder, HomeAt(home));

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends a signal: 19 stops a process, 18 lets it go on.</summary>
    public static void Signal(int process, int signal) => Assert.Equal(0, Kill(process, signal));

    private static Dictionary<string, string?> HomeAt(string home) =>
        new() { ["HOME"] = home, ["XDG_DATA_HOME"] = null, ["DOTNET_CLI_HOME"] = home };

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
