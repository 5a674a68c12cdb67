using Cicada.Storage.Queries;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Cicada.Storage.InfluxQl;

/// <summary>
/// A connection that sees the store as it was when it was begun, whatever is written, altered or dropped meanwhile. Used by one thread at a time, but it may be interrupted
/// and abandoned from others.
/// </summary>
internal sealed class SnapshotConnection : IOpenSnapshot, IDisposable
{
    private readonly Lock _gate = new();
    private readonly OpenSnapshots _snapshots;
    private readonly DuckDBConnection _connection;

    // What streams; DuckDB has one answer at a time for a connection.
    private SnapshotReader? _streaming;

    // Under this and the gate; an interruption cannot wait for the gate.
    private readonly Lock _lifetime = new();
    private bool _isClosed;
    private bool _hasTables;
    private bool _wasInterrupted;

    private SnapshotConnection(StoreFile file)
    {
        _snapshots = file.Snapshots;
        _connection = file.OpenAnother();
    }

    /// <summary>Whether it was closed by whoever owns the file.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Whether nothing streams.</summary>
    public bool IsIdle => _streaming is null;

    /// <summary>Whether another query can go on with it.</summary>
    public bool IsReusable => IsIdle && !IsAbandoned && !_isClosed && !_hasTables && !_wasInterrupted;

    /// <summary>Begins; for whoever may use the file.</summary>
    public static SnapshotConnection Begin(StoreFile file)
    {
        var snapshot = new SnapshotConnection(file);
        try
        {
            // A transaction sees what was there when it first looks into the file, which is now.
            snapshot.Execute("BEGIN TRANSACTION READ ONLY");
            snapshot.Execute("SELECT schema_version FROM catalogue.store");
            file.Snapshots.Add(snapshot);
            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <summary>Asks. What streams already is read to its end first and kept in memory.</summary>
    public SnapshotReader Ask(SqlQuery query, IReadOnlyList<ChunkColumn> columns)
    {
        lock (_gate)
        {
            MakeFree();
            var reader = new SnapshotReader(this, new ChunkReader(_connection, query.Text, query.Parameters), columns);
            _streaming = reader;
            return reader;
        }
    }

    /// <summary>Asks, and has all rows visited where DuckDB put them.</summary>
    public void Visit(SqlQuery query, Action<IChunk> visit)
    {
        lock (_gate)
        {
            MakeFree();
            using var reader = new ChunkReader(_connection, query.Text, query.Parameters);
            var chunk = new NativeChunk(reader);
            while (chunk.Next())
            {
                visit(chunk);
            }
        }
    }

    /// <summary>Makes a temporary table that only this connection has.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="columns">The names of its columns, whole numbers of 32 bits.</param>
    /// <param name="rows">Its rows.</param>
    public void Keep(string name, IReadOnlyList<string> columns, IEnumerable<int[]> rows)
    {
        lock (_gate)
        {
            MakeFree();
            _hasTables = true;
            Execute($"CREATE OR REPLACE TEMP TABLE {name} ({string.Join(", ", columns.Select(column => $"{column} INTEGER"))})");
            using var chunk = new ChunkWriter(_connection, null, name, [.. columns.Select(_ => DuckDBType.Integer)]);
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    chunk.Set(i, row[i]);
                }

                chunk.EndRow();
            }

            chunk.Complete();
        }
    }

    /// <summary>Ends what is being asked, from any thread: whoever waits for it gets an exception.</summary>
    public void Interrupt()
    {
        lock (_lifetime)
        {
            if (!_isClosed)
            {
                _wasInterrupted = true;
                NativeMethods.Startup.DuckDBInterrupt(_connection.NativeConnection);
            }
        }
    }

    /// <inheritdoc/>
    public void Abandon()
    {
        IsAbandoned = true;
        Interrupt();
        Close();
    }

    public void Dispose()
    {
        _snapshots.Remove(this);
        Close();
    }

    internal PointChunk? Take(SnapshotReader reader)
    {
        lock (_gate)
        {
            RequireOpen();
            if (reader.TakeFromConnection() is { } chunk)
            {
                return chunk;
            }

            Forget(reader);
            return null;
        }
    }

    internal void End(SnapshotReader reader)
    {
        lock (_gate)
        {
            reader.Close();
            Forget(reader);
        }
    }

    private void Forget(SnapshotReader reader)
    {
        if (_streaming == reader)
        {
            _streaming = null;
        }
    }

    private void Close()
    {
        lock (_gate)
        {
            _streaming?.Close();
            _streaming = null;
            lock (_lifetime)
            {
                if (!_isClosed)
                {
                    _isClosed = true;
                    _connection.Dispose();
                }
            }
        }
    }

    // For another question: of what still streams the rest is kept in memory.
    private void MakeFree()
    {
        RequireOpen();
        _streaming?.ReadAhead();
        _streaming = null;
    }

    private void RequireOpen()
    {
        if (_isClosed)
        {
            throw new QueryException("the store was closed");
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
