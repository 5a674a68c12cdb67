namespace Cicada.Commands;

/// <summary>The revision of the working copy a run is started in, read from the files of git, without starting it.</summary>
internal static class GitRevision
{
    /// <summary>The full hash, or null where there is none or it cannot be read.</summary>
    /// <param name="folder">Where to look; the folders above are looked at too.</param>
    public static string? Find(string folder)
    {
        try
        {
            for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
            {
                var git = Path.Combine(current.FullName, ".git");
                if (Directory.Exists(git))
                {
                    return Head(git, git);
                }

                if (File.Exists(git))
                {
                    return OfLinkedCopy(current.FullName, git);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A revision is a note beside the run; without it the run is as good.
        }

        return null;
    }

    // A worktree or submodule: .git is a file that names the folder, which in turn may name the common one.
    private static string? OfLinkedCopy(string folder, string file)
    {
        var text = File.ReadAllText(file).Trim();
        if (!text.StartsWith("gitdir:", StringComparison.Ordinal))
        {
            return null;
        }

        var git = Path.GetFullPath(text["gitdir:".Length..].Trim(), folder);
        var common = Path.Combine(git, "commondir");
        return Head(git, File.Exists(common) ? Path.GetFullPath(File.ReadAllText(common).Trim(), git) : git);
    }

    private static string? Head(string git, string common)
    {
        var head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
        if (!head.StartsWith("ref:", StringComparison.Ordinal))
        {
            return Hash(head);
        }

        var name = head["ref:".Length..].Trim();
        var reference = Path.Combine(common, name);
        if (File.Exists(reference))
        {
            return Hash(File.ReadAllText(reference).Trim());
        }

        var packed = Path.Combine(common, "packed-refs");
        return File.Exists(packed)
            ? File.ReadLines(packed).Where(line => line.EndsWith(" " + name, StringComparison.Ordinal)).Select(line => Hash(line.Split(' ')[0])).FirstOrDefault()
            : null;
    }

    private static string? Hash(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigit) ? text : null;
}
