using System.Globalization;

namespace Cicada.Storage.Writing;

/// <summary>Where the log of a store lies: a folder beside it with files named by the first position in them.</summary>
internal static class WriteLogFolder
{
    private const string Ending = ".log";

    /// <summary>The folder beside the store: <c>cicada.duckdb.writes</c>.</summary>
    public static string Of(string store) => store + ".writes";

    public static string NameOf(long position) => position.ToString("x16", CultureInfo.InvariantCulture) + Ending;

    /// <summary>The first position in a file, by its name; null where it is called otherwise.</summary>
    public static long? PositionOf(string file) =>
        long.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var position) ? position : null;

    /// <summary>Gives a file another name, under which it is not part of the log any more.</summary>
    /// <returns>The name.</returns>
    public static string SetAside(string file)
    {
        var aside = file + ".damaged";
        for (var i = 2; File.Exists(aside); i++)
        {
            aside = string.Create(CultureInfo.InvariantCulture, $"{file}.damaged{i}");
        }

        File.Move(file, aside);
        return aside;
    }

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
