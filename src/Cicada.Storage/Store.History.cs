using System.Data.Common;

namespace Cicada.Storage;

/// <content>The runs in the store, read and changed beside whoever records.</content>
public sealed partial class Store
{
    /// <summary>
    /// Opens the runs in the store as they are now, beside whatever is written: what is asked neither waits for others nor holds them up, and sees the same until it
    /// is closed. Several may be open at a time. A run that this process records counts as running.
    /// </summary>
    /// <param name="access">What for. What is changed is seen by whoever opens after that, and by whoever changes.</param>
    /// <param name="cancellation">Ends what is asked, also while DuckDB is at work, with an <see cref="OperationCanceledException"/>; a change that has begun is done.</param>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public RunHistory OpenHistory(StoreAccess access = StoreAccess.Read, CancellationToken cancellation = default) => new(this, OpenSnapshot(cancellation), access, cancellation);

    /// <summary>What is there now.</summary>
    internal RunSnapshot OpenSnapshot(CancellationToken cancellation)
    {
        using var call = _callers.Come();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            try
            {
                SettleForReader();
                var snapshot = RunSnapshot.Begin(_ownership.File, Running(), cancellation);
                snapshot.File.Changes = _changes;
                return snapshot;
            }
            catch (DbException exception)
            {
                throw StoreErrors.Translate(Path, exception);
            }
        }
    }

    /// <summary>One change of what is said about runs; it is on disk when this returns, or has left nothing.</summary>
    internal T ChangeRuns<T>(Func<StoreFile, T> change) => Change(_ =>
    {
        var file = _ownership.File;
        file.Running = Running();
        return change(file);
    });

    /// <summary>How many points of deleted runs are removed at a time.</summary>
    internal int DeletedAtATime { get; set; } = RunDeletion.PointsAtATime;

    /// <summary>Called after each piece of the removal of runs, where the gate is free.</summary>
    internal Action? BetweenDeletions { get; set; }

    /// <summary>Deletes runs, all or none: nobody sees them from one moment on. Then their points are removed, a piece at a time, and others have their turn in between.</summary>
    internal void DeleteRuns(IReadOnlyList<string> runs)
    {
        ChangeRuns(file =>
        {
            if (runs.FirstOrDefault(file.Running.Contains) is { } running)
            {
                throw new StoreException($"The run '{running}' is still on and cannot be deleted. Stop it first.");
            }

            RunDeletion.Begin(file, runs);
            return true;
        });
        try
        {
            while (RemoveLeftovers() > 0)
            {
                BetweenDeletions?.Invoke();
            }
        }
        catch (Exception exception) when (exception is DbException or StoreException)
        {
            // The runs are gone all the same. What they have left is removed in the background, as soon as that works.
            _retention.Hurry();
            return;
        }

        lock (_gate)
        {
            // While a run is recorded its own checkpoints do it.
            if (!_isClosed && _recorded.Count == 0 && _ownership.Current is { } file)
            {
                RunDeletion.FreeRoom(file);
            }
        }
    }

    /// <summary>Removes some of the points that deleted runs have left.</summary>
    /// <returns>How many; 0 when nothing is left.</returns>
    private long RemoveLeftovers()
    {
        _callers.LetThrough();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (!_ownership.File.Catalogue.Emptying.Any())
            {
                return 0;
            }

            try
            {
                // No line that waits is about these series, so none has to be merged before.
                var file = _ownership.Secure();
                NoteChange();
                file.Kept = null;
                return file.InTransaction(() => RunDeletion.RemoveSome(file, DeletedAtATime));
            }
            catch (Exception exception)
            {
                _ownership.Recover(exception);
                throw;
            }
        }
    }

    private HashSet<string> Running() => [.. _recorded, .. _heard.Now()];

    // What cannot be merged for the moment, as on a full disk, does not keep anybody from reading the rest.
    private void SettleForReader()
    {
        try
        {
            SettleWrites();
        }
        catch (Exception exception) when (exception is DbException or StoreException or IOException)
        {
            _lines.Waiting.Fail(exception.Message);
        }
    }
}
