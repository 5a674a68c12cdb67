using System.Text;

namespace Cicada.Commands;

/// <summary>
/// Writes files that are there completely or not at all: to a temporary file beside it, which is then renamed. What is no
/// ordinary file, such as /dev/stdout or a pipe, is written into as it is: a file must not take its place.
/// </summary>
internal static class WholeFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="name">What it is called in sentences.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="PlanException">It cannot be written; with a sentence about why.</exception>
    public static void Write(string path, string name, Action<TextWriter> write) =>
        WriteBytes(path, name, stream => WriteText(stream, write));

    /// <summary>Writes a file of bytes.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="name">What it is called in sentences.</param>
    /// <param name="write">Writes its content; the stream is closed afterwards.</param>
    /// <exception cref="PlanException">It cannot be written; with a sentence about why.</exception>
    public static void WriteBytes(string path, string name, Action<Stream> write) => Attempt(path, name, () =>
    {
        if (OpenPlace(path) is { } place)
        {
            using (place)
            {
                write(place);
            }

            return;
        }

        // A link stays; the file behind it is what is written.
        Replace(Behind(path), temporary =>
        {
            using var stream = new FileStream(temporary, FileMode.Create);
            write(stream);
        });
    });

    /// <summary>Writes a file by somebody who wants a path to write to.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="name">What it is called in sentences.</param>
    /// <param name="write">Writes the file of the path it is given.</param>
    /// <exception cref="PlanException">It cannot be written; with a sentence about why.</exception>
    public static void WriteAt(string path, string name, Action<string> write) => Attempt(path, name, () =>
    {
        if (OpenPlace(path) is { } place)
        {
            using (place)
            {
                CopyTo(place, write);
            }

            return;
        }

        Replace(Behind(path), write);
    });

    /// <summary>Writes by somebody who wants a path what is then copied into a stream.</summary>
    public static void CopyTo(Stream stream, Action<string> write)
    {
        var folder = Directory.CreateTempSubdirectory("cicada-");
        try
        {
            var temporary = Path.Combine(folder.FullName, "whole");
            write(temporary);
            using var content = File.OpenRead(temporary);
            content.CopyTo(stream);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Attempt(string path, string name, Action write)
    {
        if (Problem(path, name) is { } problem)
        {
            throw new PlanException([problem]);
        }

        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PlanException([$"The file '{name}' could not be written: {exception.Message.TrimEnd('.')}. Free what is in its way, or name another file."]);
        }
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

    /// <summary>The sentence about why a file that is to be written later cannot be; tries it where nothing is known, and leaves everything as it was.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="name">What it is called in sentences.</param>
    /// <param name="appends">Whether it is written behind what is in the file.</param>
    public static string? ProblemToCome(string path, string name, bool appends = false)
    {
        if (Problem(path, name) is { } problem)
        {
            return problem;
        }

        try
        {
            // Of a device nothing is known before it is written; to open a pipe would be to begin with it.
            var behind = Behind(path);
            if (IsDevice(path) || IsDevice(behind) || (File.Exists(path) && !appends && new FileInfo(path).Length == 0))
            {
                return null;
            }

            if (appends && File.Exists(behind))
            {
                using var existing = new FileStream(behind, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            }
            else
            {
                var temporary = Temporary(behind);
                using (new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
                {
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The file to write is '{name}'; it cannot be written: {exception.Message.TrimEnd('.')}. Make its folder writable, or name another file.";
        }
    }

    /// <summary>Writes behind what is in a file, in one piece; makes the file where there is none.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="name">What it is called in sentences.</param>
    /// <param name="write">Writes the text.</param>
    /// <exception cref="PlanException">It cannot be written; with a sentence about why.</exception>
    public static void Append(string path, string name, Action<TextWriter> write) => Attempt(path, name, () =>
    {
        using var text = new StringWriter();
        write(text);
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    });

    private static string Temporary(string path) => $"{path}.{Environment.ProcessId}.tmp";

    private static void Replace(string path, Action<string> write)
    {
        var temporary = Temporary(path);
        try
        {
            write(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void WriteText(Stream stream, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
        write(writer);
    }

    // .NET does not tell kinds of files apart; devices are known by their folder, pipes by having no position. A pipe that was
    // opened must be written: closing it would be the end for its reader.
    private static FileStream? OpenPlace(string path)
    {
        var isDevice = IsDevice(path) || IsDevice(Behind(path));
        if (!File.Exists(path) || (!isDevice && new FileInfo(path).Length > 0))
        {
            return null;
        }

        var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (isDevice || !stream.CanSeek)
        {
            return stream;
        }

        stream.Dispose();
        return null;
    }

    private static string Behind(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows()
        && (path.StartsWith("/proc/", StringComparison.Ordinal)
            || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)));
}
