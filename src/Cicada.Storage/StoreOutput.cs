using System.Data.Common;

namespace Cicada.Storage;

/// <summary>
/// Records a run into the embedded store: one DuckDB file that holds every request of every run. A batch is one
/// transaction, on disk when the write returns.
/// </summary>
/// <remarks>
/// DuckDB works on the calling thread: the output's own loop, never a user's. A write that fails lets go of the file; the next one
/// opens it again, so that a full disk or an instance DuckDB has given up on is over as soon as its cause is. A file that was deleted meanwhile
/// is brought back with everything that was in it.
/// </remarks>
public sealed class StoreOutput : IOutput
{
    private readonly IRecordingPlace _place;
    private readonly HashSet<(long, int, int)> _unsure = [];
    private readonly Refusals _refusals = new();
    private RunDescription? _run;
    private RunRecorder? _recorder;
    private bool _started;

    /// <summary>Records into a file that is the run's alone while it is on.</summary>
    /// <param name="path">The file; created when it does not exist, its folder must.</param>
    /// <param name="clock">The time by which points grow too old, the system's unless another is given.</param>
    public StoreOutput(string path, TimeProvider? clock = null) => _place = new RecordingFile(path, clock ?? TimeProvider.System);

    /// <summary>Records into a store that is open, and stays so when the run has ended: others read and write it meanwhile.</summary>
    /// <param name="store">The store; whoever opened it closes it, after the run.</param>
    public StoreOutput(Store store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _place = new RecordingInStore(store);
    }

    /// <inheritdoc />
    public string Name => StoreSpool.OutputName;

    /// <summary>What was left out because it contradicts what is in the store, if anything was.</summary>
    public IReadOnlyList<string> Warnings => _refusals.Sentences($"The store '{Path}'");

    /// <summary>The folder beside the file, see <see cref="StoreSpool"/>: whoever opens or reads the store looks there.</summary>
    public string? SpoolFolder => System.IO.Path.GetFullPath(StoreSpool.FolderOf(Path));

    /// <summary>The file.</summary>
    public string Path => _place.Path;

    /// <summary>Opens or creates the file and records that the run is on.</summary>
    /// <param name="context">The run as it is known at its start.</param>
    /// <param name="cancellationToken">Not looked at: opening takes milliseconds.</param>
    /// <exception cref="StoreException">The file cannot be used; the message says why and what to do.</exception>
    public ValueTask OpenAsync(OutputContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        _run = context.Run;
        try
        {
            _place.Open(context.Run.Id);
            _place.Write(file => Recorder(file));
        }
        catch (DbException exception)
        {
            Close();
            throw StoreErrors.Translate(Path, exception);
        }
        catch
        {
            Close();
            throw;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<OutputResult> WriteAsync(OutputBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new(new OutputResult(batch.Requests.Length, ObservationsRejected: batch.IsEmpty ? 0 : Write(batch)));
    }

    /// <inheritdoc />
    public ValueTask CloseAsync(RunDescription run, RunSummary summary, CancellationToken cancellationToken)
    {
        Attempt(recorder => recorder.WriteEnd(run, summary));
        _recorder = null;
        _place.End();
        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the file. A run that was not closed before counts as interrupted.</summary>
    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    // A write may fail after all: on disk, but not confirmed. Such a batch comes again, and is merged then.
    private long Write(OutputBatch batch)
    {
        var identity = Identity(batch);
        IReadOnlyList<RejectedPoint> rejected = [];
        try
        {
            Attempt(recorder => rejected = _unsure.Contains(identity) ? recorder.WriteAgain(batch) : recorder.Write(batch));
            _unsure.Remove(identity);
        }
        catch
        {
            _unsure.Add(identity);
            throw;
        }

        _refusals.Add(rejected);
        _place.Tidy();
        return rejected.Count;
    }

    private static (long FirstTime, int Requests, int Observations) Identity(OutputBatch batch) => (
        batch.Requests.IsEmpty ? batch.Observations[0].TimeNanoseconds : batch.Requests.Span[0].CompletedNanoseconds,
        batch.Requests.Length,
        batch.Observations.Count);

    private void Attempt(Action<RunRecorder> write)
    {
        try
        {
            _place.Write(file => write(Recorder(file)));
        }
        catch (Exception exception)
        {
            // Whatever it is, what the recorder remembers may not be in the file.
            _recorder = null;
            switch (exception)
            {
                case StoreException refused:
                    throw new OutputException(refused.Message, refused.FailureKind, refused);
                case DbException failed:
                    var translated = StoreErrors.Translate(Path, failed);
                    throw new OutputException(translated.Message, translated.FailureKind, translated);
                default:
                    throw;
            }
        }
    }

    private RunRecorder Recorder(StoreFile file)
    {
        if (_recorder?.Fits(file) != true)
        {
            _recorder = new RunRecorder(file, _run!);
        }

        if (!_started)
        {
            _recorder.WriteStart(_run!);
            _started = true;
        }

        return _recorder;
    }

    private void Close()
    {
        _recorder = null;
        _place.Dispose();
    }
}
