using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cicada.Influx;

/// <summary>
/// Where the points of a run are set aside that a server refused: <c>SPOOLFOLDER/RUN/OUTPUT.rejected.lp</c>, line protocol with the time and the reason in a comment before
/// each group, so that a person can correct it and send it again. Only the user may read it. It is bounded; what no disk takes is counted and said all the same.
/// </summary>
/// <param name="folders">The folders around all spools, the first choice first.</param>
/// <param name="run">The run's id.</param>
/// <param name="output">The output's name.</param>
/// <param name="mostBytes">The most bytes it may have.</param>
internal sealed class RejectedFile(IReadOnlyList<string> folders, string run, string output, long mostBytes = RejectedFile.MostBytes)
{
    /// <summary>The most bytes it has: 100 MB.</summary>
    public const long MostBytes = 100_000_000;

    private const string Ending = ".rejected.lp";

    /// <summary>Where it is, once there is one; else null.</summary>
    public string? Path { get; private set; }

    /// <summary>How many points were refused that it does not hold, since it is full, no disk took it, or line protocol cannot say them.</summary>
    public long NotHeld { get; private set; }

    /// <summary>Adds points.</summary>
    /// <param name="points">The points.</param>
    /// <param name="time">When they were refused.</param>
    /// <returns>Why they could not be written down, a sentence; null if they were, or there is no more room for them.</returns>
    public string? Add(IReadOnlyList<RefusedPoint> points, DateTimeOffset time)
    {
        string? problem = null;
        var paths = folders.Select(folder => System.IO.Path.Combine(folder, run, FileName(output)));
        foreach (var path in Path is null ? paths : paths.Where(path => path != Path).Prepend(Path))
        {
            try
            {
                Write(path, points, time);
                Path = path;
                return null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problem = $"Points that were refused could not be set aside in '{path}': {exception.Message} They are only counted.";
            }
        }

        NotHeld += points.Count;
        return problem;
    }

    private void Write(string path, IReadOnlyList<RefusedPoint> points, DateTimeOffset time)
    {
        using var stream = Open(path);
        var before = stream.Length;
        var (text, notHeld) = Text(points, time, mostBytes - before);
        try
        {
            stream.Write(text.Span);
        }
        catch (IOException)
        {
            // Half a line would spoil the one behind it.
            stream.SetLength(before);
            throw;
        }

        NotHeld += notHeld;
    }

    /// <summary>As much of the points as there is room for, and how many it is without.</summary>
    private static (ReadOnlyMemory<byte> Text, long NotHeld) Text(IReadOnlyList<RefusedPoint> points, DateTimeOffset time, long room)
    {
        var text = new ArrayBufferWriter<byte>();
        var notHeld = 0L;
        var isFull = false;
        foreach (var group in points.GroupBy(point => point.Reason, StringComparer.Ordinal))
        {
            var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"# {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {OneLine(group.Key)}\n"));
            isFull |= text.WrittenCount + head.Length > room;
            if (!isFull)
            {
                text.Write(head);
            }

            foreach (var point in group)
            {
                isFull |= text.WrittenCount + point.Line.Length + 1 > room;
                if (isFull || point.Line.IsEmpty)
                {
                    notHeld++;
                    continue;
                }

                text.Write(point.Line.Span);
                text.Write("\n"u8);
            }
        }

        return (text.WrittenMemory, notHeld);
    }

    private static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        var folder = System.IO.Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            // One by one: the mode does not go for the folders around the last one.
            const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(folder)!, Own);
            Directory.CreateDirectory(folder, Own);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static string OneLine(string text) => text.Replace('\n', ' ').Replace('\r', ' ');

    // As the folder beside it is called.
    private static string FileName(string output) =>
        string.Concat(output.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_')) + Ending;
}
