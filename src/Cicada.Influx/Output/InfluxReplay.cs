using Cicada.Influx;

namespace Cicada;

/// <summary>
/// Delivers what runs that are over left in the spool for InfluxDB outputs, oldest run first. A file goes once the server has all that is in it, so what is cut off in between
/// is delivered again the next time; a point that is delivered twice is the same point.
/// </summary>
/// <remarks>Spools of runs that are still on are left to their own processes, and those of other outputs are left alone.</remarks>
/// <param name="options">What to deliver, and where.</param>
/// <param name="clock">The time, the system's unless another is given.</param>
public sealed class InfluxReplay(InfluxReplayOptions options, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Whose files are delivered; all where it is null.</summary>
    internal Func<InfluxSpoolNote, bool>? Wants { get; init; }

    /// <summary>Delivers all there is, or as much as the servers take.</summary>
    /// <param name="cancellationToken">Gives it up; what was delivered until then is.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="IOException">A folder of the spool cannot be read.</exception>
    public async Task<InfluxReplayResult> RunAsync(CancellationToken cancellationToken = default)
    {
        using var destinations = new ReplayDestinations(options, _clock);
        var runs = new List<InfluxReplayRun>();
        foreach (var group in FilesByRun())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await SpoolGroup.DeliverAsync(group.Run, group.Output, group.Files, options, destinations, Wants, _clock, cancellationToken) is { } run)
            {
                runs.Add(run);
            }
        }

        return new InfluxReplayResult(runs);
    }

    private IEnumerable<(string Run, string Output, IReadOnlyList<string> Files)> FilesByRun() =>
        from output in SpoolFiles.Outputs(options.SpoolFolders)
        from file in SpoolFiles.Of(output, options.SpoolFolders)
        let run = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)))!
        where options.Runs.Count == 0 || options.Runs.Contains(run, StringComparer.Ordinal)
        group file by (Run: run, Output: output) into files
        orderby files.Key.Run, files.Key.Output
        select (files.Key.Run, files.Key.Output, (IReadOnlyList<string>)[.. files]);
}
