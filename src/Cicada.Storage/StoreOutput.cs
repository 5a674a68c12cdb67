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
/// <param name="path">The file; created when it does not exist, its folder must.</param>
/// <param name="clock">The time by which points grow too old, the system's unless another is given.</param>
public sealed class StoreOutput(string path, TimeProvider? clock = null) : IOutput
{
    // One thread, so that recording takes at most one core from the load, and only while a batch is written. Memory and the size
    // of the log between checkpoints are measured in docs/decisions/storage-limits.md.
    private const string Memory = "1GB";
    private const string TrimmedMemory = "96MB";
    private const string Settings =
        $"""
        SET threads = 1;
        SET memory_limit = '{Memory}';
        SET checkpoint_threshold = '64MB';
        SET autoinstall_known_extensions = false;
        SET autoload_known_extensions = false;
        """;

    // What earlier runs left is taken in before this one begins and after it ended, not beside it. What is left then waits for the next.
    private static readonly TimeSpan SpoolTimeAtStart = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SpoolTimeAtEnd = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan BetweenTrims = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private StoreOwnership? _ownership;
    private readonly HashSet<(long, int, int)> _unsure = [];
    private readonly Refusals _refusals = new();
    private RunDescription? _run;
    private RunRecorder? _recorder;
    private bool _started;
    private long? _looked;
    private long? _trimmed;

    /// <inheritdoc />
    public string Name => StoreSpool.OutputName;

    /// <summary>What was left out because it contradicts what is in the store, if anything was.</summary>
    public IReadOnlyList<string> Warnings => _refusals.Sentences($"The store '{path}'");

    /// <summary>The folder beside the file, see <see cref="StoreSpool"/>: whoever opens or reads the store looks there.</summary>
    public string? SpoolFolder => System.IO.Path.GetFullPath(StoreSpool.FolderOf(path));

    /// <summary>The file.</summary>
    public string Path => path;

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
            _ownership = StoreOwnership.Open(path, Settings);
            TakeInSpool(SpoolTimeAtStart);
            Recorder();
        }
        catch (DbException exception)
        {
            Close();
            throw StoreErrors.Translate(path, exception);
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
        TakeInSpool(SpoolTimeAtEnd);
        _ownership?.Checkpoint();
        Close();
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
        EnforceRetention();
        TrimCache();
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
            write(Recorder());
        }
        catch (StoreException exception)
        {
            Release();
            throw new OutputException(exception.Message, exception.FailureKind, exception);
        }
        catch (DbException exception)
        {
            Release();
            var translated = StoreErrors.Translate(path, exception);
            throw new OutputException(translated.Message, translated.FailureKind, translated);
        }
        catch
        {
            // Whatever it is, what the recorder remembers may not be in the file.
            Release();
            throw;
        }
    }

    private RunRecorder Recorder()
    {
        var file = (_ownership ?? throw new InvalidOperationException("The store is written to before it was opened. Call OpenAsync first.")).Secure();
        if (_recorder?.File != file)
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

    // DuckDB keeps every block it has met, up to its limit; a recorder hardly ever reads one again. So that a long run takes no more memory than a short
    // one, the blocks are let go now and then, by asking for less for a moment. The limit itself is for strange cases and stays.
    private void TrimCache()
    {
        if (_recorder is null || (_trimmed is { } trimmed && _clock.GetElapsedTime(trimmed) < BetweenTrims))
        {
            return;
        }

        _trimmed = _clock.GetTimestamp();
        try
        {
            _recorder.File.Execute($"SET memory_limit = '{TrimmedMemory}'");
        }
        catch (DbException)
        {
            // More is in use than that. Another time.
        }

        try
        {
            _recorder.File.Execute($"SET memory_limit = '{Memory}'");
        }
        catch (DbException)
        {
            Release();
        }
    }

    // A step of it between two writes: no write waits for more than that.
    private void EnforceRetention()
    {
        if (_recorder is null || (_looked is { } looked && _clock.GetElapsedTime(looked) < RetentionLoop.Every))
        {
            return;
        }

        try
        {
            using var transaction = _recorder.File.Connection.BeginTransaction();
            var removed = RetentionStep.Remove(_recorder.File, UnixTime.Nanoseconds(_clock.GetUtcNow()));
            transaction.Commit();
            _looked = removed > 0 ? null : _clock.GetTimestamp();
        }
        catch (Exception)
        {
            // Whatever it is, the batch before it is stored all the same, and must not come again. What is too old is still there the next time.
            _looked = _clock.GetTimestamp();
            Release();
        }
    }

    private void TakeInSpool(TimeSpan time)
    {
        var started = _clock.GetTimestamp();
        _ownership!.TakeInSpool(() => _clock.GetElapsedTime(started) < time);
    }

    private void Release()
    {
        _recorder = null;
        _ownership?.Release();
    }

    private void Close()
    {
        _recorder = null;
        _ownership?.Dispose();
        _ownership = null;
    }
}
