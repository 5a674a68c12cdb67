using System.Globalization;

namespace Cicada.Storage.Writing;

/// <summary>Where the log of a store lies: a folder beside it with files named by the first position in them.</summary>
internal static class WriteLogFolder
{
    private const string Ending = ".log";

    /// <summary>The folder beside the store: <c>cicada.duckdb.writes</c>.</summary>
    public static string Of(string store) => store + ".writes";

    public static string NameOf(long position) => position.ToString("x16", CultureInfo.InvariantCulture) + Ending;

    /// <summary>The files of a store's log, in the order in which they were written.</summary>
    public static IReadOnlyList<string> Files(string store)
    {
        var folder = Of(store);
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*" + Ending).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Removes a file, and the folder with the last one.</summary>
    public static void Remove(string file)
    {
        try
        {
            File.Delete(file);
            var folder = Path.GetDirectoryName(file)!;
            if (!Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is in it is in the tables, and is known to be.
        }
    }
}
