using System.Globalization;

namespace Cicada.Influx;

/// <summary>The files one run has left for one output, on their way.</summary>
internal sealed class SpoolGroup
{
    private const string DamagedEnding = ".damaged";

    private readonly InfluxReplayOptions _options;
    private readonly TimeProvider _clock;
    private readonly string _run;
    private readonly string _output;
    private readonly List<string> _damaged = [];
    private readonly List<string> _sentences = [];
    private RejectedFile? _rejected;
    private Refusals? _refusals;
    private long _requests;
    private long _observations;
    private long _refused;
    private bool _isStartWritten;

    private SpoolGroup(string run, string output, InfluxReplayOptions options, TimeProvider clock)
    {
        (_run, _output, _options, _clock) = (run, output, options, clock);
    }

    /// <summary>Delivers files in their order.</summary>
    /// <returns>What became of them; null where they are not an InfluxDB output's, or nobody wants them.</returns>
    public static async Task<InfluxReplayRun?> DeliverAsync(
        string run,
        string output,
        IReadOnlyList<string> files,
        InfluxReplayOptions options,
        ReplayDestinations destinations,
        Func<InfluxSpoolNote, bool>? wants,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        // One note speaks for all: they are of one output.
        var group = new SpoolGroup(run, output, options, clock);
        var note = files.Select(NoteOf).FirstOrDefault(known => known is not null);
        if (note is null && wants is null && output.StartsWith(InfluxSpoolNote.KnownKind, StringComparison.Ordinal))
        {
            // By its name it is one of ours, and otherwise nobody would ever say that it is lost. A run that only takes along what is meant for its own destination leaves it alone.
            var left = await group.DeliverAsync(files, new InfluxSpoolNote(), null, cancellationToken);
            return group.Result(null, left);
        }

        if (note is null || InfluxSpoolNote.Read(note) is not { } read || wants?.Invoke(read) == false)
        {
            return null;
        }

        if (options.Destination is null && files.FirstOrDefault(IsOpenToOthers) is { } open)
        {
            // Such a file says where to send what it holds, and with whose credentials: it has to be the user's own.
            group._sentences.Add(
                $"The file '{open}' may be read or changed by others, as none of a spool may, so it is not believed where its points are to go. "
                + $"Name that yourself, '--influx URL', or, if you know the file, make it yours alone: 'chmod -R go= {Path.GetDirectoryName(open)}'.");
            return group.Result(null, files.Count);
        }

        var destination = destinations.Of(read);
        var waiting = await group.DeliverAsync(files, read, destination, cancellationToken);
        return group.Result(destination, waiting);
    }

    private static bool IsOpenToOthers(string file)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        return !OperatingSystem.IsWindows() && File.Exists(file) && (File.GetUnixFileMode(file) & Others) != 0;
    }

    private static string? NoteOf(string file)
    {
        try
        {
            return SpoolFiles.Read(file).Note;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task<int> DeliverAsync(
        IReadOnlyList<string> files, InfluxSpoolNote note, ReplayDestination? destination, CancellationToken cancellationToken)
    {
        var waiting = 0;
        foreach (var file in files)
        {
            if (destination?.GivenUp is not null)
            {
                waiting++;
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (Read(file) is not { } spooled)
                {
                    continue;
                }

                if (destination is not null && await DeliverAsync(spooled, file, note, destination, cancellationToken))
                {
                    SpoolFiles.Remove(file);
                }
                else
                {
                    waiting++;
                }
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                // Another process has delivered it meanwhile.
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _sentences.Add($"The file '{file}' cannot be read or removed: {exception.Message}");
                waiting++;
            }
        }

        return waiting;
    }

    /// <summary>What is in a file; null for one that is damaged, which is set aside.</summary>
    private SpooledBatch? Read(string file)
    {
        try
        {
            var spooled = SpoolFiles.Read(file);
            return spooled.Run is not null ? spooled : throw new InvalidDataException("It does not say what run it is of.");
        }
        catch (InvalidDataException exception)
        {
            SetAside(file, exception.Message);
            return null;
        }
    }

    private async Task<bool> DeliverAsync(SpooledBatch spooled, string file, InfluxSpoolNote note, ReplayDestination destination, CancellationToken cancellationToken)
    {
        var run = spooled.Run!;
        var lines = new BatchLines(run, destination.Names, note.Mode);
        var aside = new List<RefusedPoint>();
        if (!_isStartWritten)
        {
            var start = lines.Points.OfRun(run with { State = RunState.Running, Ended = null }, RunEnd.Nanoseconds(run.Started));
            if (!await WriteAsync([start], destination, aside, cancellationToken))
            {
                return false;
            }
        }

        var refused = await destination.WriteAsync(
            () =>
            {
                lines.Start(spooled.Batch);
                return lines;
            },
            cancellationToken);
        if (refused is null)
        {
            return false;
        }

        aside.AddRange(refused);
        if (spooled.Summary is { } summary)
        {
            var ended = run with { State = summary.State, Started = summary.Started, Ended = summary.Ended };
            if (!await WriteAsync(RunEnd.Points(lines.Points, ended, summary), destination, aside, cancellationToken))
            {
                return false;
            }
        }

        // Not before all of the file is through: otherwise it comes again, and what is refused with it.
        _isStartWritten = true;
        SetAside(aside, file, destination);
        var requests = refused.Count(point => point.IsRequest);
        _requests += spooled.Batch.Requests.Length - requests;
        _observations += spooled.Batch.Observations.Count - (refused.Count - requests);
        return true;
    }

    private static async Task<bool> WriteAsync(IReadOnlyList<Point> points, ReplayDestination destination, List<RefusedPoint> aside, CancellationToken cancellationToken)
    {
        var refused = await destination.WriteAsync(() => new PointLines(points), cancellationToken);
        aside.AddRange(refused ?? []);
        return refused is not null;
    }

    private void SetAside(List<RefusedPoint> refused, string file, ReplayDestination destination)
    {
        if (refused.Count == 0)
        {
            return;
        }

        // In the spool the file lies in, if that can be written to.
        var root = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(file)!)!)!;
        _rejected ??= new RejectedFile([root, .. _options.SpoolFolders.Where(folder => Path.GetFullPath(folder) != root)], _run, _output);
        _refusals ??= new Refusals(destination.Shown);
        _refused += refused.Count;
        if (_rejected.Add(refused, _clock.GetUtcNow()) is { } problem)
        {
            _sentences.Add(problem);
        }

        _refusals.Add(refused, _rejected);
    }

    private void SetAside(string file, string reason)
    {
        var name = file + DamagedEnding;
        try
        {
            File.Move(file, name, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then it is found damaged again.
            name = file;
        }

        Log.SpoolDamaged(_options.Logger, file, name, reason);
        _damaged.Add(name);
        _sentences.Add($"The file '{name}' cannot be read: {reason} What was in it is not delivered.");
    }

    private InfluxReplayRun Result(ReplayDestination? destination, int waiting)
    {
        if (_requests + _observations > 0)
        {
            Log.SpoolDelivered(_options.Logger, _requests + _observations, _run, destination!.Shown);
        }

        if (waiting > 0 && destination?.GivenUp is { } reason)
        {
            _sentences.Add(string.Create(CultureInfo.InvariantCulture, $"{reason} {(waiting == 1 ? "1 file" : $"{waiting} files")} of run '{_run}' still {(waiting == 1 ? "waits" : "wait")}."));
        }

        return new InfluxReplayRun
        {
            Run = _run,
            Output = _output,
            Destination = destination?.Shown ?? "",
            Requests = _requests,
            Observations = _observations,
            Refused = _refused,
            RejectedFile = _rejected?.Path,
            FilesWaiting = waiting,
            Damaged = _damaged,
            Sentences = [.. _sentences, .. _refusals?.Sentences ?? []],
        };
    }
}
