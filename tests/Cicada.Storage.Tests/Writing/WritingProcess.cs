using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Cicada.Influx;
using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.Writing;

/// <summary>
/// This test program once more, as a process of its own that writes line protocol into a store, two writers side by side, until it is killed: a line on its output for each
/// batch that was acknowledged.
/// </summary>
internal sealed class WritingProcess : IDisposable
{
    public const int Writers = 2;
    public const int BatchSize = 200;

    // So often somebody reads, and what waits is merged.
    private const int BatchesBetweenReads = 7;
    private const string Variable = "CICADA_STORAGE_TESTS_WRITE_LINES_INTO";

    private readonly Process _process;

    private WritingProcess(Process process) => _process = process;

    public static WritingProcess Start(string path)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(WritingProcess).Assembly.Location);
        }

        start.Environment[Variable] = path;
        return new(Process.Start(start)!);
    }

    /// <summary>Kills the process as soon as so many batches were acknowledged, and gives all that were: writer and number.</summary>
    public async Task<IReadOnlyList<(int Writer, int Batch)>> KillAfterAsync(int acknowledged)
    {
        var lines = new List<string>();
        while (lines.Count < acknowledged && await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
        }

        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var rest = await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        // The last line may have been cut off.
        lines.AddRange(rest.Split('\n')[..^1]);
        return [.. lines.Select(line => line.Split(' ')).Select(words => (int.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture)))];
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
    internal static void WriteIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } path)
        {
            Write(path);
        }
    }
#pragma warning restore CA2255

    // Nothing of this assembly may run on another thread before its initializer is done.
    private static void Write(string path)
    {
        using var store = Store.Open(path);
        store.CreateDatabase(Lines.Database);
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        for (var batch = 0; ; batch++)
        {
            var writes = new Task<InfluxWriteOutcome>[Writers];
            for (var writer = 0; writer < Writers; writer++)
            {
                writes[writer] = store.WriteLinesAsync(new(Lines.Database, "", TimePrecision.Nanoseconds), new MemoryStream(TextOf(writer, batch)), CancellationToken.None);
            }

            for (var writer = 0; writer < Writers; writer++)
            {
                if (writes[writer].GetAwaiter().GetResult().Stored == BatchSize)
                {
                    output.WriteLine($"{writer} {batch}");
                }
            }

            if (batch % BatchesBetweenReads == 0)
            {
                store.Measurements(Lines.Database);
            }
        }
    }

    private static byte[] TextOf(int writer, int batch)
    {
        var text = new StringBuilder();
        for (var i = 0; i < BatchSize; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"m,writer={writer} batch={batch}i,v={i}.5,f{batch % 10}=\"text {i}\" {(batch * BatchSize) + i}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
