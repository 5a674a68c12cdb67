using System.Data.Common;

namespace Cicada.Storage;

/// <summary>
/// Does once, in memory, what the start of a run does in its store, so that all it takes for the first time is there by then: DuckDB's own code is loaded and ours is compiled while the program
/// reads its options on another core. That is most of what opening a store costs in a new process (bench/startup); the file itself takes a fifth of it.
/// </summary>
internal static class StoreWarmUp
{
    /// <summary>Does it, here. Whatever goes wrong is said by whoever opens the store.</summary>
    public static void Act()
    {
        try
        {
            BeginRun();
        }
        catch (Exception exception) when (exception is DbException or StoreException or IOException or DllNotFoundException or TypeInitializationException)
        {
            // It is met again where it matters.
        }
    }

    private static void BeginRun()
    {
        using var file = StoreFile.OpenInMemory("", fileCatalog: null);
        file.Execute(RecordingSettings.OfOwnFile);
        Catalogue.Exists(file);
        Catalogue.Create(file);
        file.LoadCatalogue();
        var run = new RunDescription { Id = "r", Test = "", State = RunState.Running, Started = DateTimeOffset.UnixEpoch };
        new RunRecorder(file, run).WriteStart(run);
    }
}
