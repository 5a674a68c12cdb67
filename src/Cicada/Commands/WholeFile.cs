using System.Text;

namespace Cicada.Commands;

/// <summary>Writes files that are there completely or not at all: to a temporary file beside it, which is then renamed.</summary>
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

        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var writer = new StreamWriter(temporary, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16))
            {
                write(writer);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception)
        {
            File.Delete(temporary);
            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new PlanException([$"The file '{name}' could not be written: {exception.Message.TrimEnd('.')}. Free what is in its way, or name another file."]);
            }

            throw;
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
}
