using System.Text.RegularExpressions;
using Cicada.Outputs;

namespace Cicada;

/// <summary>
/// What outputs could not take in runs that are over: files in folders <c>root/run id/output/number.batch</c>. Each holds one
/// <see cref="SpooledBatch"/> and stands on its own, so a later process can deliver it.
/// </summary>
/// <remarks>
/// <para>To deliver: read the files of <see cref="Of"/> one after the other, and remove each once what was in it is safe. A crash in between means
/// that it is delivered again, as it does when a run's own process is killed between an output's commit and the removal of the
/// file. So an output must take the same samples twice without counting them twice: the key and
/// <see cref="RequestSample.CompletedNanoseconds"/> identify a sample within its run and worker.</para>
/// <para>While a run is on, its process alone reads and removes its files: it holds a lock on a file in the folder, which goes away with
/// the process, however that ends. <see cref="Of"/> passes over such folders.</para>
/// </remarks>
public static partial class SpoolFiles
{
    internal const string Ending = ".batch";
    internal const string PartialEnding = ".partial";
    internal const string MarkName = "in-use";

    /// <summary>The files that wait for an output, in the order in which they are to be delivered: by run, oldest first, and within a run by number.</summary>
    /// <param name="output">The output's name.</param>
    /// <param name="roots">The folders around the runs; those that do not exist hold nothing. The files of a run may be spread over several.</param>
    /// <exception cref="IOException">A folder could not be read.</exception>
    public static IReadOnlyList<string> Of(string output, params IReadOnlyList<string> roots)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(roots);
        return
        [
            .. Folders(output, roots).SelectMany(folder => Directory.EnumerateFiles(folder.Path, "*" + Ending)
                    .Select(file => (folder.Run, Name: Path.GetFileName(file), File: file)))
                .Where(file => file.Name.EndsWith(Ending, StringComparison.Ordinal))
                .OrderBy(file => file.Run, StringComparer.Ordinal)
                .ThenBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => file.File),
        ];
    }

    /// <summary>The names of the outputs something waits for, as they stand in the paths of their files, in alphabetical order.</summary>
    /// <param name="roots">The folders around the runs; those that do not exist hold nothing.</param>
    /// <exception cref="IOException">A folder could not be read.</exception>
    public static IReadOnlyList<string> Outputs(params IReadOnlyList<string> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        return
        [
            .. Runs(roots).SelectMany(Directory.EnumerateDirectories).Select(folder => Path.GetFileName(folder)).Distinct(StringComparer.Ordinal)
                .Where(output => Of(output, roots).Count > 0).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">One of <see cref="Of"/>.</param>
    /// <exception cref="InvalidDataException">It was cut off or changed, or is no such file.</exception>
    /// <exception cref="IOException">It could not be read.</exception>
    public static SpooledBatch Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
        return SpoolFormat.Read(stream);
    }

    /// <summary>
    /// Removes a file that was delivered. With the last one of an output go the scraps of a write that was cut off, and the folders around it that
    /// are empty by that: the output's, the run's and the root.
    /// </summary>
    /// <param name="path">One of <see cref="Of"/>; it need not exist any more.</param>
    /// <exception cref="IOException">It could not be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be removed.</exception>
    public static void Remove(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (Directory.Exists(folder))
        {
            File.Delete(path);
            RemoveScrapsOf(folder);
        }
    }

    /// <summary>Removes what runs that are over left behind and nobody can use: parts of files whose writing was cut off, and empty folders.</summary>
    /// <param name="output">The output's name.</param>
    /// <param name="roots">The folders around the runs.</param>
    /// <exception cref="IOException">A folder could not be read.</exception>
    public static void RemoveScraps(string output, params IReadOnlyList<string> roots)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(roots);
        foreach (var (_, folder) in Folders(output, roots).ToArray())
        {
            RemoveScrapsOf(folder);
        }
    }

    /// <summary>The folder of an output within that of a run. Its name may be anything, and a folder's may not.</summary>
    internal static string FolderName(string output) =>
        UnsafeInNames().Replace(output, "_") is var name && name.Trim('.').Length > 0 ? name : "_";

    /// <summary>Marks a folder as that of a living process.</summary>
    internal static FileStream Mark(string folder)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(folder, MarkName), options);
    }

    internal static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder is gone, or cannot be written to any more. What stays is delivered once more, which does no harm.
        }
    }

    /// <summary>Deletes a folder and some of those around it, as far as nothing lies in them.</summary>
    internal static void TryDeleteFolders(string folder, int levels)
    {
        try
        {
            var emptied = new DirectoryInfo(folder);
            for (var level = 0; level < levels && emptied is not null; level++)
            {
                if (emptied.Exists)
                {
                    if (emptied.EnumerateFileSystemInfos().Any())
                    {
                        return;
                    }

                    emptied.Delete();
                }

                emptied = emptied.Parent;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody put something there just now, or it is not ours to remove.
        }
    }

    private static void RemoveScrapsOf(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).ToArray();
        if (files.Any(name => name != MarkName && !name.EndsWith(Ending + PartialEnding, StringComparison.Ordinal)))
        {
            return;
        }

        foreach (var name in files)
        {
            TryDelete(Path.Combine(folder, name));
        }

        TryDeleteFolders(folder, 3);
    }

    private static IEnumerable<(string Run, string Path)> Folders(string output, IReadOnlyList<string> roots)
    {
        var name = FolderName(output);
        return Runs(roots).Select(run => (Run: Path.GetFileName(run), Path: Path.Combine(run, name)))
            .Where(folder => Directory.Exists(folder.Path) && !IsInUse(folder.Path));
    }

    private static IEnumerable<string> Runs(IReadOnlyList<string> roots) =>
        roots.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories);

    private static bool IsInUse(string folder)
    {
        try
        {
            // Shared with other askers; the owner alone does not share.
            using var mark = new FileStream(Path.Combine(folder, MarkName), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex UnsafeInNames();
}
