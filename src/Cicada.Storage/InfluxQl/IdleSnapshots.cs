namespace Cicada.Storage.InfluxQl;

/// <summary>
/// Snapshots whose queries are over and which the next queries take, as long as nothing has changed: beginning one takes as long as a small query. Whoever changes something
/// closes them first, since what looks into a file keeps DuckDB from tidying it up. Safe to use from several threads.
/// </summary>
internal sealed class IdleSnapshots
{
    private const int Most = 4;

    private readonly Lock _gate = new();
    private readonly Stack<SnapshotConnection> _idle = [];
    private long _changes;

    /// <summary>A snapshot that sees what is there now, or null where none is left over. For whoever may change something, and does not.</summary>
    public SnapshotConnection? Take()
    {
        lock (_gate)
        {
            while (_idle.TryPop(out var snapshot))
            {
                if (snapshot.IsReusable)
                {
                    return snapshot;
                }

                snapshot.Dispose();
            }

            return null;
        }
    }

    /// <summary>Keeps a snapshot, or closes it.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="changes">After which change it was begun.</param>
    public void Give(SnapshotConnection snapshot, long changes)
    {
        lock (_gate)
        {
            if (changes == _changes && _idle.Count < Most && snapshot.IsReusable)
            {
                _idle.Push(snapshot);
                return;
            }
        }

        snapshot.Dispose();
    }

    /// <summary>Closes all, before a change.</summary>
    /// <param name="changes">The change.</param>
    public void Close(long changes)
    {
        lock (_gate)
        {
            _changes = changes;
            while (_idle.TryPop(out var snapshot))
            {
                snapshot.Dispose();
            }
        }
    }
}
