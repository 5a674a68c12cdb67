using System.Data.Common;
using Cicada.Storage.InfluxQl;
using Cicada.Storage.Writing;

namespace Cicada.Storage;

/// <content>Points that come as line protocol: acknowledged when they are in a log beside the file, merged into its tables after that.</content>
public sealed partial class Store
{
    private readonly LineIntake _lines;
    private readonly LogMerge _merging;

    /// <summary>Whether anything is in the log and not in the tables.</summary>
    internal bool IsWaitingForMerge => _lines.Waiting.Snapshot().Count > 0;

    /// <summary>How many series lines may make.</summary>
    internal SeriesLimits SeriesLimits
    {
        get => _lines.Limits;
        set => _lines.Limits = value;
    }

    /// <summary>Writes points. When it returns, what was written survives the end of the process and of the machine, and whoever reads finds it.</summary>
    /// <param name="write">Where to.</param>
    /// <param name="lines">The points in line protocol, neither compressed nor limited in size.</param>
    /// <param name="cancellation">Gives up; what was written by then stays.</param>
    internal Task<InfluxWriteOutcome> WriteLinesAsync(InfluxWrite write, Stream lines, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _lines.WriteAsync(write, lines, cancellation);
    }

    /// <summary>Brings what was acknowledged and waits in the log into the tables. Under the gate.</summary>
    private void SettleWrites()
    {
        if (_lines.Waiting.Snapshot() is not { Count: > 0 } waiting)
        {
            return;
        }

        NoteChange();
        var last = 0;
        _merging.Merge(waiting, count =>
        {
            _lines.Waiting.Remove(count);
            last += count;
            _lines.Release(waiting[last - 1].Position);
        });
    }

    private void Guarded(Action act)
    {
        using var call = _callers.Come();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            try
            {
                act();
            }
            catch (DbException exception)
            {
                throw StoreErrors.Translate(Path, exception);
            }
        }
    }

    /// <summary>The store as those who take in lines see it.</summary>
    private sealed class LineStore(Store store) : ILineStore
    {
        public T Look<T>(Func<Catalogue, T> look)
        {
            lock (store._gate)
            {
                ObjectDisposedException.ThrowIf(store._isClosed, store);
                try
                {
                    return look(store._ownership.File.Catalogue);
                }
                catch (DbException exception)
                {
                    throw StoreErrors.Translate(store.Path, exception);
                }
            }
        }

        public long BeginLog()
        {
            var position = 0L;
            store.Guarded(() =>
            {
                var file = store._ownership.Secure();
                if (LogPosition.Merged(file) is { } merged)
                {
                    position = merged;
                    return;
                }

                position = LogPosition.Begin();
                file.InTransaction(() => LogPosition.Note(file, position));
            });
            return position;
        }

        public void Admitted(LineBatch batch) => store._heard.Note(batch);

        public StoreFile File => store._ownership.File;

        public void MergeWaiting() => store.Guarded(store.SettleWrites);

        public void MergeAll()
        {
            store._lines.KeepAll();
            MergeWaiting();
        }
    }
}
