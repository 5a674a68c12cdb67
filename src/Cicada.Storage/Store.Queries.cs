using System.Data.Common;
using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;

namespace Cicada.Storage;

/// <content>Reading by queries of InfluxQL: beside whoever writes, and beside each other.</content>
public sealed partial class Store
{
    private readonly QueryTurns _turns = new();

    // Under the gate: how often something was changed, and what was there when it was last looked at.
    private long _changes;
    private (long Changes, StoredSchema Schema)? _schema;
    private StoreFile? _prepared;
    private string _memory = RecordingSettings.Memory;

    private readonly IdleSnapshots _idleSnapshots = new();

    /// <summary>Opens what is in the store now, for one query; waits where too many are answered already.</summary>
    /// <param name="limits">How much the query may take.</param>
    /// <param name="cancellation">Ends the query, also while DuckDB is at work.</param>
    /// <exception cref="QueryFailedException">The store cannot be read, or the query's turn did not come in time.</exception>
    internal StorePointSource OpenPoints(QueryLimits limits, CancellationToken cancellation)
    {
        _turns.Enter(limits, cancellation);
        try
        {
            using var call = _callers.Come();
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                SettleWrites();
                var file = Prepared(limits);
                if (_schema?.Changes != _changes)
                {
                    _schema = (_changes, StoredSchema.Of(file.Catalogue));
                }

                var changes = _changes;
                var first = _idleSnapshots.Take() ?? SnapshotConnection.Begin(file);
                var connections = new SnapshotConnections(
                    first, () => Another(file, changes), limits, _clock, snapshot => _idleSnapshots.Give(snapshot, changes), _turns.Leave, cancellation);
                return new StorePointSource(_schema.Value.Schema, connections);
            }
        }
        catch (Exception exception)
        {
            _turns.Leave();
            switch (exception)
            {
                case DbException refused:
                    throw new QueryFailedException(StoreErrors.Translate(Path, refused).Message, refused);
                case StoreException or ObjectDisposedException:
                    throw new QueryFailedException(exception.Message, exception);
                default:
                    throw;
            }
        }
    }

    /// <summary>Lets what is read about series be kept with the file until something changes. Under the gate.</summary>
    private void KeepAnswers(StoreFile file)
    {
        if (file.Kept?.Changes != _changes)
        {
            file.Kept = new(_changes);
        }
    }

    private SnapshotConnection? Another(StoreFile file, long changes)
    {
        lock (_gate)
        {
            return !_isClosed && _changes == changes && _prepared == file ? _idleSnapshots.Take() ?? SnapshotConnection.Begin(file) : null;
        }
    }

    /// <summary>Notes that something changes from here on. Under the gate, before DuckDB hears of it.</summary>
    private void NoteChange() => _idleSnapshots.Close(++_changes);

    private StoreFile Prepared(QueryLimits limits)
    {
        var file = _ownership.File;
        if (_prepared != file)
        {
            _memory = $"{Math.Max(limits.MemoryBytes / (1024 * 1024), 64)}MiB";
            _ownership.LimitMemory(_memory);
            _prepared = file;
        }

        return file;
    }
}
