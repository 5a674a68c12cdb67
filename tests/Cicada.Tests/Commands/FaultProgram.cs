using System.Runtime.InteropServices;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

/// <summary>A load test at full speed, run as a process of its own that a test can stop and kill.</summary>
public sealed class FaultProgram(BuiltProgram built) : IAsyncLifetime
{
    private string _executable = "";

    /// <summary>How often the random faults are repeated: a few times here, often in bench/faults.</summary>
    public static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("CICADA_FAULT_ROUNDS"), out var rounds) ? rounds : 2;

    public async ValueTask InitializeAsync() => _executable = await built.ExecutableAsync();

    /// <summary>Starts a run.</summary>
    /// <param name="folder">Where it runs; the store is <c>cicada.duckdb</c> there.</param>
    /// <param name="server">Its target.</param>
    /// <param name="home">The user's home, where samples go when the folder takes none.</param>
    /// <param name="more">Further arguments.</param>
    public ProgramRunner Start(string folder, CountingServer server, string home, params string[] more) => Start("--headless", folder, server, home, more);

    /// <summary>Starts a run at once in a program with pages, which ends with the run; where it answers is on its output.</summary>
    public ProgramRunner StartWithPages(string folder, CountingServer server, string home, params string[] more) =>
        Start("--autostart", folder, server, home, ["--web-port", "0", "--autoquit", "0", .. more]);

    private ProgramRunner Start(string how, string folder, CountingServer server, string home, string[] more)
    {
        ArgumentNullException.ThrowIfNull(server);
        return ProgramRunner.Start(
            _executable, [how, "-u", "8", "-r", "1000", "-H", server.Address.ToString(), "--only-summary", "--summary-json", Path.Combine(home, "S.json"), .. more], folder, HomeAt(home));
    }

    /// <summary>Asks the program for something, such as <c>show latest --json</c>.</summary>
    public Task<ProgramResult> AskAsync(string folder, string home, params string[] arguments) =>
        ProgramRunner.RunAsync(_executable, arguments, folder, HomeAt(home));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Sends a signal: 19 stops a process, 18 lets it go on.</summary>
    public static void Signal(int process, int signal) => Assert.Equal(0, Kill(process, signal));

    private static Dictionary<string, string?> HomeAt(string home) =>
        new() { ["HOME"] = home, ["XDG_DATA_HOME"] = null, ["DOTNET_CLI_HOME"] = home };

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
