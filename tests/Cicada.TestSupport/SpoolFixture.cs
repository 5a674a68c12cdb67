using Cicada.Outputs;

namespace Cicada.TestSupport;

/// <summary>Spool files as a run leaves them that was killed.</summary>
public static class SpoolFixture
{
    /// <summary>Writes one file.</summary>
    /// <param name="root">The folder of all runs.</param>
    /// <param name="run">The run.</param>
    /// <param name="number">The file's number, by which files are ordered.</param>
    /// <param name="batch">What is in it.</param>
    /// <param name="summary">The run's end, if this is it.</param>
    /// <param name="output">The output's name.</param>
    /// <param name="note">The output's note.</param>
    /// <returns>The file.</returns>
    public static string Write(string root, RunDescription run, int number, OutputBatch batch, RunSummary? summary = null, string output = "store", string note = "")
    {
        ArgumentNullException.ThrowIfNull(run);
        var folder = Directory.CreateDirectory(Path.Combine(root, run.Id, output)).FullName;
        var path = Path.Combine(folder, $"{number:D8}.batch");
        using var stream = new FileStream(path, FileMode.Create);
        SpoolFormat.Write(stream, batch, SpoolFormat.Describe(run), note, summary);
        if (!OperatingSystem.IsWindows())
        {
            // As the spool itself makes them.
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }
}
