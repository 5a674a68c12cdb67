using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Cicada.Storage.Tests;

/// <summary>
/// This test program once more, as a process of its own that records into a store: one batch for each line on its standard
/// input, one line on its output for each batch that was acknowledged.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    public const int BatchSize = 1_000;

    private const string Variable = "CICADA_STORAGE_TESTS_RECORD_INTO";

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static async Task<ChildProcess> StartAsync(string path)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        start.Environment[Variable] = path;
        var child = new ChildProcess(Process.Start(start)!);
        Assert.Equal("open", await child.ReadLineAsync());
        return child;
    }

    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    public void AskForBatch() => _process.StandardInput.WriteLine();

    /// <summary>Ends the process as kill -9 does, and gives the lines it had still written.</summary>
    public async Task<IReadOnlyList<string>> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var rest = await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        return rest.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

#pragma warning disable CA2255 // A test program's entry point is generated; this is the way to get ahead of it.
    [ModuleInitializer]
    internal static void RecordIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } path)
        {
            RecordAsync(path).GetAwaiter().GetResult();
            Environment.Exit(0);
        }
    }
#pragma warning restore CA2255

    private static async Task RecordAsync(string path)
    {
        await using var output = new StoreOutput(path);
        await output.OpenAsync(new OutputContext { Run = Some.Run() }, CancellationToken.None);
        await Console.Out.WriteLineAsync("open");
        var key = Some.Key();
        for (var batch = 0; await Console.In.ReadLineAsync() is not null; batch++)
        {
            await output.WriteAsync(Some.Batch(Some.Samples(key, BatchSize, batch * BatchSize)), CancellationToken.None);
            await Console.Out.WriteLineAsync($"acknowledged {batch + 1}");
        }
    }
}
