using System.Security.Cryptography;
using System.Text;

namespace Cicada.Storage;

/// <summary>Where samples wait that a store could not take when they came.</summary>
public static class StoreSpool
{
    /// <summary>The output's name, and the folder within a run's, in all of them.</summary>
    public const string OutputName = "store";

    /// <summary>The folder beside the store: <c>cicada.duckdb.spool</c>.</summary>
    /// <param name="store">The store's file.</param>
    public static string FolderOf(string store)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        return store + ".spool";
    }

    /// <summary>
    /// The folder for when the disk or the folder of the store takes nothing any more, below the user's own application data; null where there is none
    /// such, as for a user without a home.
    /// </summary>
    /// <param name="store">The store's file; each has a folder of its own.</param>
    public static string? FallbackOf(string store)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length == 0
            ? null
            : Path.Combine(data, "cicada", "spool", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(store))).AsSpan(0, 8)));
    }

    /// <summary>The files that runs which are over left for a store, in the order in which they are to be taken in.</summary>
    internal static IReadOnlyList<string> FilesOf(string store)
    {
        var files = new List<string>();
        foreach (var folder in new[] { FolderOf(store), FallbackOf(store) }.OfType<string>())
        {
            try
            {
                files.AddRange(SpoolFiles.Of(OutputName, folder));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // What cannot be read now is still there another time.
            }
        }

        return
        [
            .. files.OrderBy(SpoolReplay.RunOf, StringComparer.Ordinal).ThenBy(file => Path.GetFileName(file), StringComparer.Ordinal),
        ];
    }
}
