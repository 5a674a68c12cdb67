namespace Cicada.Storage;

/// <summary>
/// Who reads a file besides its owner. DuckDB keeps one instance of a file for all connections of a process, so whoever closes the file to open it anew
/// closes theirs first. Safe to use from several threads.
/// </summary>
internal sealed class OpenSnapshots
{
    private readonly Lock _gate = new();
    private readonly HashSet<IOpenSnapshot> _open = [];

    /// <summary>Whether there is anybody.</summary>
    public bool Any
    {
        get
        {
            lock (_gate)
            {
                return _open.Count > 0;
            }
        }
    }

    public void Add(IOpenSnapshot connection)
    {
        lock (_gate)
        {
            _open.Add(connection);
        }
    }

    public void Remove(IOpenSnapshot connection)
    {
        lock (_gate)
        {
            _open.Remove(connection);
        }
    }

    /// <summary>Ends what they do, and closes their connections.</summary>
    public void Abandon()
    {
        IOpenSnapshot[] open;
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
