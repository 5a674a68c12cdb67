using System.Data.Common;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>The connections of one query, all of which see the store as it was at the same time. Used by one thread at a time.</summary>
internal sealed class SnapshotConnections : IDisposable
{
    // One for each answer that streams while another does; beyond that answers are kept in memory.
    private const int Most = 4;

    private readonly List<SnapshotConnection> _open;
    private readonly Func<SnapshotConnection?> _another;
    private readonly QueryLimits _limits;
    private readonly Action<SnapshotConnection> _giveBack;
    private readonly Action _end;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenRegistration _interruption;
    private readonly Lock _gate = new();
    private bool _disposed;
    private bool _hasFailed;

    /// <summary>Takes a first connection.</summary>
    /// <param name="first">The connection.</param>
    /// <param name="another">Begins one that sees the same, or gives null where that is not possible any more.</param>
    /// <param name="limits">How long the query may take.</param>
    /// <param name="clock">The time by which that is.</param>
    /// <param name="giveBack">Gets the connections that can be used again when the query is over.</param>
    /// <param name="end">Called once, when the query is over.</param>
    /// <param name="cancellation">Ends the query.</param>
    public SnapshotConnections(
        SnapshotConnection first, Func<SnapshotConnection?> another, QueryLimits limits, TimeProvider clock, Action<SnapshotConnection> giveBack, Action end,
        CancellationToken cancellation)
    {
        (_open, _another, _limits, _giveBack, _end, _cancellation) = ([first], another, limits, giveBack, end, cancellation);
        _time = new CancellationTokenSource(limits.Time, clock);
        _time.Token.Register(Interrupt);
        _interruption = cancellation.Register(Interrupt);
    }

    public long MemoryBytes => _limits.MemoryBytes;

    /// <summary>Asks, where nothing streams if there is such a connection.</summary>
    /// <param name="query">The question.</param>
    /// <param name="columns">The columns of the answer.</param>
    /// <param name="map">What the question needs to know of series.</param>
    public SnapshotReader Ask(SqlQuery query, IReadOnlyList<ChunkColumn> columns, SeriesMapSql? map = null)
    {
        var connection = Idle();
        Keep(connection, map);
        return connection.Ask(query, columns);
    }

    /// <summary>Asks, and has all rows visited where DuckDB put them.</summary>
    /// <param name="query">The question.</param>
    /// <param name="map">What the question needs to know of series.</param>
    /// <param name="visit">Visits some rows.</param>
    public void Visit(SqlQuery query, SeriesMapSql map, Action<IChunk> visit)
    {
        var connection = Idle();
        Keep(connection, map);
        connection.Visit(query, visit);
    }

    public static string TooMuchMemory(long bytes) =>
        $"the query takes more memory than the {bytes / (1024 * 1024)} MiB queries may use; ask for a shorter time or fewer series";

    /// <summary>Does something with DuckDB; what it complains of becomes what a query says.</summary>
    public T Translated<T>(Func<T> act, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        RequireTime();
        using var interruption = cancellation == _cancellation ? default : cancellation.UnsafeRegister(one => ((SnapshotConnections)one!).Interrupt(), this);
        try
        {
            return act();
        }
        catch (DbException exception)
        {
            _hasFailed = true;
            cancellation.ThrowIfCancellationRequested();
            RequireTime();
            throw new QueryFailedException(Sentence(exception), exception);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _interruption.Dispose();

        // What was interrupted, or refused something, may refuse what comes next.
        var isSound = !_hasFailed && !_cancellation.IsCancellationRequested && !_time.IsCancellationRequested;
        _time.Dispose();
        foreach (var connection in _open)
        {
            if (isSound && connection.IsReusable)
            {
                _giveBack(connection);
            }
            else
            {
                connection.Dispose();
            }
        }

        _end();
    }

    private SnapshotConnection Idle()
    {
        if (_open.Find(one => one.IsIdle) is { } idle)
        {
            return idle;
        }

        if (_open.Count < Most && _another() is { } another)
        {
            lock (_gate)
            {
                _open.Add(another);
            }

            return another;
        }

        return _open[0];
    }

    private static void Keep(SnapshotConnection connection, SeriesMapSql? map)
    {
        if (map?.Joined is { } joined)
        {
            connection.Keep(SeriesMapSql.Table, ["series", "grp", "cond"], joined.Select(one => new[] { one.Series, one.Group, one.Condition }));
        }
    }

    private void RequireTime()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_time.IsCancellationRequested)
        {
            throw new QueryFailedException("query-timeout limit exceeded");
        }
    }

    private string Sentence(DbException exception) => _open.Exists(one => one.IsAbandoned)
        ? "the store was closed while the query was answered; ask again"
        : exception.Message.Contains("Out of Memory", StringComparison.OrdinalIgnoreCase)
            ? TooMuchMemory(_limits.MemoryBytes)
            : StoreErrors.Sentence(exception.Message);

    private void Interrupt()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _open.ForEach(one => one.Interrupt());
            }
        }
    }
}
