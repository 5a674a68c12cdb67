using System.Data.Common;

namespace Cicada.Storage;

/// <summary>
/// Records a run into the embedded store: one DuckDB file that holds every request of every run. A batch is one
/// transaction, on disk when the write returns.
/// </summary>
/// <remarks>
/// DuckDB works on the calling thread: the output's own loop, never a user's. A write that fails closes the file; the next one
/// opens it again, so that a full disk or an instance DuckDB has given up on is over as soon as its cause is.
/// </remarks>
/// <param name="path">The file; created when it does not exist, its folder must.</param>
public sealed class StoreOutput(string path) : IOutput
{
    // One thread, so that recording takes at most one core from the load, and only while a batch is written. Memory and the size
    // of the log between checkpoints are measured in docs/decisions/storage-limits.md.
    private const string Settings =
        """
        SET threads = 1;
        SET memory_limit = '1GB';
        SET checkpoint_threshold = '64MB';
        SET autoinstall_known_extensions = false;
        SET autoload_known_extensions = false;
        """;

    private RunDescription? _run;
    private RunRecorder? _recorder;
    private bool _started;

    /// <inheritdoc />
    public string Name => "store";

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Opens or creates the file and records that the run is on.</summary>
    /// <param name="run">What is known of the run at its start.</param>
    /// <param name="cancellationToken">Not looked at: opening takes milliseconds.</param>
    /// <exception cref="StoreException">The file cannot be used; the message says why and what to do.</exception>
    public ValueTask OpenAsync(RunDescription run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        _run = run;
        try
        {
            Recorder();
        }
        catch (DbException exception)
        {
            Abandon();
            throw StoreErrors.Translate(path, exception);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<OutputResult> WriteAsync(OutputBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!batch.IsEmpty)
        {
            Attempt(recorder => recorder.Write(batch));
        }

        return new(new OutputResult(batch.Requests.Length));
    }

    /// <inheritdoc />
    public ValueTask CloseAsync(RunDescription run, RunSummary summary, CancellationToken cancellationToken)
    {
        Attempt(recorder => recorder.WriteEnd(run, summary));
        Abandon();
        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the file. A run that was not closed before counts as interrupted.</summary>
    public ValueTask DisposeAsync()
    {
        Abandon();
        return ValueTask.CompletedTask;
    }

    private void Attempt(Action<RunRecorder> write)
    {
        try
        {
            write(Recorder());
        }
        catch (StoreException exception)
        {
            Abandon();
            throw new OutputException(exception.Message, exception.FailureKind, exception);
        }
        catch (DbException exception)
        {
            Abandon();
            var translated = StoreErrors.Translate(path, exception);
            throw new OutputException(translated.Message, translated.FailureKind, translated);
        }
    }

    private RunRecorder Recorder()
    {
        if (_recorder is null)
        {
            var run = _run ?? throw new InvalidOperationException("The store is written to before it was opened. Call OpenAsync first.");
            var file = StoreFile.OpenOrCreate(path, Settings);
            try
            {
                _recorder = new RunRecorder(file, run);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }

        if (!_started)
        {
            _recorder.WriteStart(_run!);
            _started = true;
        }

        return _recorder;
    }

    private void Abandon()
    {
        _recorder?.Dispose();
        _recorder = null;
    }
}
