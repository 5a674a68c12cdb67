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
        foreach (var folder in Path is null ? folders : [Path])
        {
            var path = Path ?? System.IO.Path.Combine(folder, run, FileName(output));
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
        var full = false;
        foreach (var group in points.GroupBy(point => point.Reason, StringComparer.Ordinal))
        {
            var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"# {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {OneLine(group.Key)}\n"));
            full |= stream.Length + head.Length > mostBytes;
            if (full)
            {
                NotHeld += group.Count();
                continue;
            }

            stream.Write(head);
            foreach (var point in group)
            {
                full |= stream.Length + point.Line.Length + 1 > mostBytes;
                if (full || point.Line.IsEmpty)
                {
                    NotHeld++;
                    continue;
                }

                stream.Write(point.Line.Span);
                stream.WriteByte((byte)'\n');
            }
        }
    }

    private static FileStream Open(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 1 << 16 };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static string OneLine(string text) => text.Replace('\n', ' ').Replace('\r', ' ');

    // As the folder beside it is called.
    private static string FileName(string output) =>
        string.Concat(output.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_')) + Ending;
}
