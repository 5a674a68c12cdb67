using System.Runtime.CompilerServices;

namespace Cicada.TestSupport;

/// <summary>The folder the solution lies in, and paths below it.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Root = new(Find);

    /// <summary>The full path of the folder that holds <c>Cicada.slnx</c>.</summary>
    public static string Path => Root.Value;

    /// <summary>The full path of something below the root.</summary>
    /// <param name="parts">Folder names and a last name, relative to the root.</param>
    public static string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>A path below the root as people write it: relative, with forward slashes.</summary>
    /// <param name="path">A full path.</param>
    public static string Relative(string path) => System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/');

    private static string Find() =>
        Above(AppContext.BaseDirectory) ?? Above(ThisFile())
        ?? throw new InvalidOperationException(
            $"No folder above '{AppContext.BaseDirectory}' holds 'Cicada.slnx'. Run the tests from a build inside the repository.");

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Cicada.slnx")))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
