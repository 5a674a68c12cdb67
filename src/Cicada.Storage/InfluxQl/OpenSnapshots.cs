namespace Cicada.Storage.InfluxQl;

/// <summary>
/// Who reads a file besides its owner. DuckDB keeps one instance of a file for all connections of a process, so whoever closes the file to open it anew
/// closes theirs first. Safe to use from several threads.
/// </summary>
internal sealed class OpenSnapshots
{
    private readonly Lock _gate = new();
    private readonly HashSet<SnapshotConnection> _open = [];

    public void Add(SnapshotConnection connection)
    {
        lock (_gate)
        {
            _open.Add(connection);
        }
    }

    public void Remove(SnapshotConnection connection)
    {
        lock (_gate)
        {
            _open.Remove(connection);
        }
    }

    /// <summary>Ends what they do, and closes their connections.</summary>
    public void Abandon()
    {
        SnapshotConnection[] open;
        lock (_gate)
        {
            open = [.. _open];
            _open.Clear();
        }

        foreach (var connection in open)
        {
            connection.Abandon();
        }
    }
}
