namespace Cicada.Storage;

/// <summary>A file that nobody but the user who began it may look into: hashes of passwords can be in a store.</summary>
internal static class OwnFile
{
    /// <summary>
    /// Makes a file such a one, which DuckDB has just begun: it asks for no rights of its own, and takes no file that was begun for it. For a moment others may open it,
    /// and find nothing; a process that can, has said beforehand that none of its files are for others.
    /// </summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file system without rights; what is stored counts for more.
        }
    }
}
