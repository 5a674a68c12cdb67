using System.Text;

namespace Cicada.Commands;

/// <summary>
/// Writes files that are there completely or not at all: to a temporary file beside it, which is then renamed. What is no ordinary file (a pipe,
/// <c>/dev/stdout</c>) is written into: putting a file in its place would harm whoever else uses it.
/// </summary>
internal static class WholeFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="name">What it is called in sentences.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="PlanException">It cannot be written; with a sentence about why.</exception>
    public static void Write(string path, string name, Action<TextWriter> write)
    {
        if (Problem(path, name) is { } problem)
        {
            throw new PlanException([problem]);
        }

        // A link stays: the file it leads to is the one that is replaced.
        var behind = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        var target = behind is null || behind.StartsWith("/proc/", StringComparison.Ordinal) ? path : behind;
        string? temporary = null;
        try
        {
            using (var special = OpenSpecial(target))
            {
                temporary = special is null ? $"{target}.{Environment.ProcessId}.tmp" : null;
                using var writer = new StreamWriter(
                    special ?? new FileStream(temporary!, FileMode.Create), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
                write(writer);
            }

            if (temporary is not null)
            {
                File.Move(temporary, target, overwrite: true);
            }
        }
        catch (Exception exception)
        {
            if (temporary is not null)
            {
                File.Delete(temporary);
            }

            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new PlanException([$"The file '{name}' could not be written: {exception.Message.TrimEnd('.')}. Free what is in its way, or name another file."]);
            }

            throw;
        }
    }

    /// <summary>Opens a pipe or a device to be written into; null for what is an ordinary file, or nothing yet.</summary>
    private static FileStream? OpenSpecial(string path)
    {
        var isDevice = path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);
        if (!isDevice && !File.Exists(path))
        {
            return null;
        }

        // A pipe cannot be sought in. Opening it waits for its reader.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (isDevice || !stream.CanSeek)
        {
            return stream;
        }

        stream.Dispose();
        return null;
    }

    /// <summary>The sentence about why a file cannot be written, or null when nothing is known against it.</summary>
    public static string? Problem(string path, string name)
    {
        if (Directory.Exists(path))
        {
            return $"The file to write is '{name}'; that is a folder. Name a file in it.";
        }

        var folder = Path.GetDirectoryName(path);
        return folder is null || Directory.Exists(folder)
            ? null
            : $"The file to write is '{name}'; there is no folder '{folder}'. Create the folder, or name another file.";
    }
}
