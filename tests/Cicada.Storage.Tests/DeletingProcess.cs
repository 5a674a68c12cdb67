using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Cicada.Storage.Tests;

/// <summary>This test program once more, as a process of its own that is killed when it has deleted the first piece of a run.</summary>
internal static class DeletingProcess
{
    private const string Variable = "CICADA_STORAGE_TESTS_DELETE_FROM";

    public static async Task DeleteHalfAndKillAsync(string path, string run, int most)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
        {
            start.ArgumentList.Add(typeof(DeletingProcess).Assembly.Location);
        }

        start.Environment[Variable] = string.Create(CultureInfo.InvariantCulture, $"{most};{run};{path}");
        using var process = Process.Start(start)!;
        try
        {
            Assert.Equal("some are gone", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            process.Kill();
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

#pragma warning disable CA2255 // A test program's entry point is generated; this is the way to get ahead of it.
    [ModuleInitializer]
    internal static void DeleteIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split(';', 3) is [var most, var run, var path])
        {
            using var file = StoreFile.OpenOrCreate(path, "");
            file.InTransaction(() => RunDeletion.Begin(file, [run]));
            file.InTransaction(() => RunDeletion.RemoveSome(file, int.Parse(most, CultureInfo.InvariantCulture)));
            Console.Out.WriteLine("some are gone");
            Console.In.ReadLine();
            Environment.Exit(0);
        }
    }
#pragma warning restore CA2255
}
