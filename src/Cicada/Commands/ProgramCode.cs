using System.Text;

namespace Cicada.Commands;

/// <summary>The text of a file-based program, to be kept with its runs. See docs/decisions/code-of-a-run.md.</summary>
internal static class ProgramCode
{
    // A test written by hand is a few kilobytes; what is larger was not, and nobody reads it on a page.
    private const int MostBytes = 256 * 1024;

    /// <summary>The text of a file, or null where there is none, it is too long, or it cannot be read.</summary>
    public static string? Read(string? file)
    {
        if (file is null)
        {
            return null;
        }

        try
        {
            return new FileInfo(file) is { Exists: true, Length: <= MostBytes } ? File.ReadAllText(file, Encoding.UTF8) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // It is a note beside the run; without it the run is as good.
            return null;
        }
    }
}
