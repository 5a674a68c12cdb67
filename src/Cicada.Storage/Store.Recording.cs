using System.Data.Common;
using Cicada.Influx;
using Cicada.Storage.Writing;

namespace Cicada.Storage;

/// <content>Runs that this process records beside everything else it does with the store.</content>
public sealed partial class Store
{
    // Under the gate: the runs that are on.
    private readonly HashSet<string> _recorded = new(StringComparer.Ordinal);
    private readonly HeardRuns _heard;
    private StoreFile? _setForLoad;
    private long? _trimmed;

    /// <summary>Says that a run is on: it is not interrupted, though it has no end.</summary>
    internal void BeginRecording(string run)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _recorded.Add(run);
        }
    }

    /// <summary>Says that a run is over. The store goes on.</summary>
    internal void EndRecording(string run)
    {
        lock (_gate)
        {
            _recorded.Remove(run);
            if (_recorded.Count == 0 && _setForLoad is { } file && _ownership.Current == file && !_isClosed)
            {
                _setForLoad = null;
                try
                {
                    file.Execute("RESET threads; RESET checkpoint_threshold; CHECKPOINT");
                }
                catch (DbException exception)
                {
                    // Others read, or DuckDB has given up on it.
                    _ownership.Recover(exception);
                }
            }
        }
    }

    /// <summary>Lets a run's recorder write. It makes its transactions itself.</summary>
    internal void Record(Action<StoreFile> write)
    {
        using var call = _callers.Come();
        lock (_lines.Admission)
        {
            // Only a measurement of a user's own can get, by lines that wait, a field that the run has with another type.
            _lines.KeepAll();
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                try
                {
                    if (_lines.Waiting.Snapshot().Any(batch => batch.Database == RunsDatabase && batch.Blocks.Exists(block => MeasurementSchema.Find(block.Measurement) is null)))
                    {
                        SettleWrites();
                    }

                    var file = SetForLoad(_ownership.Secure());
                    NoteChange();
                    file.Kept = null;
                    var version = file.Catalogue.Version;
                    write(file);
                    if (version != file.Catalogue.Version)
                    {
                        _lines.Forget();
                    }
                }
                catch (Exception exception)
                {
                    _lines.Forget();
                    _ownership.Recover(exception);
                    throw;
                }
            }
        }
    }

    /// <summary>Lets go of memory that recording does not need, now and then: not while others read, since it would be taken from them.</summary>
    internal void TidyAfterRecording()
    {
        lock (_gate)
        {
            if (_isClosed || _setForLoad is not { } file || _ownership.Current != file || (_trimmed is { } trimmed && _clock.GetElapsedTime(trimmed) < RecordingSettings.BetweenTrims) || file.Snapshots.Any)
            {
                return;
            }

            _trimmed = _clock.GetTimestamp();
            if (!RecordingSettings.Trim(file, _memory))
            {
                _ownership.Release();
            }
        }
    }

    /// <summary>Takes in what runs that are over left in the spool, a piece at a time: others have their turn in between.</summary>
    internal void TakeInSpool(TimeSpan time)
    {
        var started = _clock.GetTimestamp();
        while (_clock.GetElapsedTime(started) < time && StoreSpool.FilesOf(Path) is { Count: > 0 } before)
        {
            TakeInSome();
            if (StoreSpool.FilesOf(Path).Count >= before.Count)
            {
                return;
            }
        }
    }

    private void TakeInSome()
    {
        lock (_lines.Admission)
        {
            _lines.KeepAll();
            lock (_gate)
            {
                if (_isClosed)
                {
                    return;
                }

                try
                {
                    SettleWrites();
                    NoteChange();
                    var started = _clock.GetTimestamp();
                    _ownership.TakeInSpool(() => _clock.GetElapsedTime(started) < AtATime);
                }
                catch (Exception exception) when (exception is DbException or StoreException)
                {
                    // What is there stays there; whoever writes next says what is wrong.
                    _ownership.Recover(exception);
                }
                finally
                {
                    _lines.Forget();
                }
            }
        }
    }

    private static readonly TimeSpan AtATime = TimeSpan.FromMilliseconds(200);

    private StoreFile SetForLoad(StoreFile file)
    {
        if (_setForLoad != file)
        {
            file.Execute(RecordingSettings.OfLoad);
            if (_prepared != file)
            {
                _ownership.LimitMemory(_memory);
            }

            _setForLoad = file;
        }

        return file;
    }
}
