using Microsoft.Extensions.Logging;

namespace Cicada.Outputs;

/// <summary>
/// Batches that wait on disk for one output: one file each, numbered in order, in the first of several folders that takes it, all together
/// bounded in bytes.
/// </summary>
/// <remarks>
/// <para>A folder that failed is left alone for a while, so that a disk that is full costs one attempt a second and not one a batch.</para>
/// <para>A file is removed after the output has taken what is in it. A crash between the two leaves a file whose samples are stored: the next
/// process delivers them once more. A sample is the same point each time (its series and its time are its identity), so the store holds it
/// once all the same.</para>
/// </remarks>
internal sealed class Spool
{
    private readonly string _output;
    private readonly OutputLimits _limits;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly SpoolPlace[] _places;
    private readonly long?[] _failed;
    private byte[] _run = [];
    private string _note = "";
    private long _bytes;
    private int _next;

    /// <param name="output">The output's name.</param>
    /// <param name="folders">Where to keep files, the first choice first.</param>
    /// <param name="limits">How much at the most, and how long a folder is left alone.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logger">Where to say that a folder failed.</param>
    /// <param name="create">Opens a file to be written; null for the disk's own.</param>
    public Spool(string output, IReadOnlyList<string> folders, OutputLimits limits, TimeProvider clock, ILogger logger, Func<string, FileStream>? create = null)
    {
        _output = output;
        _limits = limits;
        _clock = clock;
        _logger = logger;
        _places = [.. folders.Select(folder => new SpoolPlace(Path.GetFullPath(folder), create ?? SpoolPlace.CreateFile))];
        _failed = new long?[_places.Length];
    }

    /// <summary>The folder that is tried first.</summary>
    public string Folder => _places[0].Folder;

    /// <summary>The folders around all spools, in the same order.</summary>
    public IReadOnlyList<string> Roots => [.. _places.Select(place => place.Root)];

    /// <summary>Those in which something waits, or else the first.</summary>
    public IReadOnlyList<string> RootsInUse => [.. _places.Where(place => !place.IsEmpty).DefaultIfEmpty(_places[0]).Select(place => place.Root)];

    /// <summary>What the output's folder is called within a run's.</summary>
    public string FolderName => Path.GetFileName(Folder);

    public bool IsEmpty => _places.All(place => place.IsEmpty);

    /// <summary>The folders that hold something, or else the one that is tried first, as they stand in a sentence.</summary>
    public string Whereabouts =>
        string.Join(" and ", _places.Where(place => !place.IsEmpty).Select(place => place.Folder).DefaultIfEmpty(Folder).Select(folder => $"'{folder}'"));

    public bool IsFull => Interlocked.Read(ref _bytes) >= _limits.SpoolBytes;

    /// <summary>How long until a folder may be tried: zero unless all have just failed.</summary>
    public TimeSpan RetryIn => Enumerable.Range(0, _places.Length).Min(HoldOf);

    /// <summary>Writes the description of the run, and what the output wants to be reminded of, into every file from now on.</summary>
    public void Describe(RunDescription run, string note)
    {
        _run = SpoolFormat.Describe(run);
        _note = note;
    }

    /// <summary>Writes a batch; null when no folder takes it. It is on disk when this returns.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="isLastChance">Whether to try also the folders that have just failed.</param>
    public SpoolFile? TryAdd(OutputBatch batch, bool isLastChance) => TryWrite(isLastChance, stream => SpoolFormat.Write(stream, batch, _run, _note));

    /// <summary>Writes the end of the run; null when no folder takes it.</summary>
    public SpoolFile? TryAddEnd(RunDescription run, RunSummary summary) =>
        TryWrite(isLastChance: true, stream => SpoolFormat.Write(stream, OutputBatch.Empty, SpoolFormat.Describe(run), _note, summary));

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OutputBatch Read(SpoolFile file) => SpoolFiles.Read(file.Path).Batch;

    public void Remove(SpoolFile file)
    {
        file.Place.Remove(file);
        Interlocked.Add(ref _bytes, -file.Bytes);
    }

    /// <summary>Gives up the folders: what lies in them is from now on another's to deliver.</summary>
    public void Abandon() => Array.ForEach(_places, place => place.Abandon());

    private SpoolFile? TryWrite(bool isLastChance, Action<Stream> content)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            if (!isLastChance && HoldOf(i) > TimeSpan.Zero)
            {
                continue;
            }

            try
            {
                var file = _places[i].Write($"{_next:D8}{SpoolFiles.Ending}", content);
                _failed[i] = null;
                _next++;
                Interlocked.Add(ref _bytes, file.Bytes);
                return file;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                if (_failed[i] is null)
                {
                    Log.SpoolFolderFailed(_logger, _output, _places[i].Folder, exception.Message);
                }

                _failed[i] = _clock.GetTimestamp();
            }
        }

        return null;
    }

    private TimeSpan HoldOf(int place) =>
        _failed[place] is { } failed && _limits.SpoolRetryPause - _clock.GetElapsedTime(failed) is var hold && hold > TimeSpan.Zero ? hold : TimeSpan.Zero;
}
