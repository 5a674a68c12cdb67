using Cicada.Options;

namespace Cicada.Commands;

/// <summary>Where the store of a program with a web UI lies: where it was asked for, or, with <c>--no-store</c>, in a folder that goes with the program.</summary>
internal sealed class StorePlace : IDisposable
{
    private readonly DirectoryInfo? _folder;

    private StorePlace(string path, DirectoryInfo? folder) => (Path, _folder) = (path, folder);

    public string Path { get; }

    public static StorePlace Of(RunOptions options, Surroundings surroundings)
    {
        if (!options.NoStore)
        {
            return new(TerminalRuns.StorePath(options, surroundings), null);
        }

        // For the user alone, as such folders are.
        var folder = Directory.CreateTempSubdirectory("cicada-");
        return new(System.IO.Path.Combine(folder.FullName, RunOptions.DefaultStore), folder);
    }

    public void Dispose()
    {
        try
        {
            _folder?.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The system tidies its folder for temporary files.
        }
    }
}
