using System.Data.Common;
using Cicada.Influx;
using Cicada.Storage.Writing;

namespace Cicada.Storage;

/// <summary>
/// The embedded time-series store: databases, retention policies, measurements, series and points in one DuckDB file, which this
/// process owns as long as it is open. Safe to use from several threads; they take turns.
/// </summary>
/// <remarks>
/// It follows InfluxDB 1.x: the first point decides a field's type, a point with the series and time of an earlier one replaces the
/// fields it has, and points older than their retention policy allows are removed in the background.
/// </remarks>
public sealed partial class Store : IDisposable
{
    /// <summary>The database runs are recorded in.</summary>
    public const string RunsDatabase = Catalogue.RunsDatabase;

    private readonly Lock _gate = new();
    private readonly GateCallers _callers = new();
    private readonly TimeProvider _clock;
    private readonly StoreOwnership _ownership;
    private readonly RetentionLoop _retention;
    private PointWriter _writer;
    private bool _disposed;

    // Under the gate: what is closed must not be opened again by a late caller.
    private bool _isClosed;

    private Store(StoreOwnership ownership, TimeProvider clock, Action<string> tell)
    {
        _ownership = ownership;
        _clock = clock;
        _writer = new PointWriter(ownership.File);
        _merging = new LogMerge(ownership, tell);
        _heard = new HeardRuns(clock);
        _lines = new LineIntake(new LineStore(this), ownership.Path, clock, tell);
        _retention = new RetentionLoop(RemoveSome, clock);
    }

    /// <summary>The file.</summary>
    public string Path => _ownership.Path;

    /// <summary>The names of all databases, in the order they were created.</summary>
    public IReadOnlyList<string> Databases => Read(catalogue => (IReadOnlyList<string>)[.. catalogue.Databases.Select(database => database.Name)]);

    /// <summary>Opens a store, or begins one where there is no file. What runs left in the spool beside it is taken in.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="clock">The time by which points grow too old, the system's unless another is given.</param>
    /// <exception cref="StoreException">The file is in use, is no store, or cannot be opened.</exception>
    public static Store Open(string path, TimeProvider? clock = null) => Open(path, clock ?? TimeProvider.System, StoreTrouble.Say);

    /// <summary>The same.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">The time.</param>
    /// <param name="tell">Takes sentences about what goes wrong where nobody waits for an answer, from whatever thread.</param>
    internal static Store Open(string path, TimeProvider clock, Action<string> tell)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var ownership = StoreOwnership.Open(path, "", tell, file => file.Confine());
        ownership.TakeInWholeSpool(clock);
        return new(ownership, clock, tell);
    }

    /// <summary>Creates a database. One that is there already stays as it is.</summary>
    /// <param name="name">The name: not empty, no <c>/</c>.</param>
    /// <param name="policy">Its default retention policy, <c>autogen</c> for ever unless another is given.</param>
    /// <exception cref="StoreException">The name cannot be one, or the database is there and its policy of that name differs.</exception>
    public void CreateDatabase(string name, RetentionPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Change(catalogue => catalogue.CreateDatabase(name, policy));
    }

    /// <summary>Drops a database with everything in it. The database of runs is begun anew, without any.</summary>
    /// <param name="name">The name.</param>
    /// <returns>False where there is no such database.</returns>
    public bool DropDatabase(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Change(catalogue => catalogue.DropDatabase(name));
    }

    /// <summary>The retention policies of a database, in the order they were created.</summary>
    /// <param name="database">The database.</param>
    /// <exception cref="StoreException">There is no such database.</exception>
    public IReadOnlyList<RetentionPolicy> RetentionPolicies(string database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return Read(catalogue => (IReadOnlyList<RetentionPolicy>)[.. Require(catalogue, database).Policies.Select(entry => entry.Policy)]);
    }

    /// <summary>Creates a retention policy. The same one again is no change.</summary>
    /// <param name="database">The database.</param>
    /// <param name="policy">The policy.</param>
    /// <exception cref="StoreException">There is no such database, the policy makes no sense, or one of that name is there and differs.</exception>
    public void CreateRetentionPolicy(string database, RetentionPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Change(catalogue => catalogue.CreatePolicy(database, policy));
    }

    /// <summary>Changes the retention policy of that name. Points that are too old for it now are removed in the background.</summary>
    /// <param name="database">The database.</param>
    /// <param name="policy">The policy as it shall be.</param>
    /// <exception cref="StoreException">There is no such database or policy, or the policy makes no sense.</exception>
    public void AlterRetentionPolicy(string database, RetentionPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        Change(catalogue => catalogue.AlterPolicy(database, policy));
        _retention.Hurry();
    }

    /// <summary>Drops a retention policy with its measurements.</summary>
    /// <param name="database">The database.</param>
    /// <param name="policy">The policy's name.</param>
    /// <returns>False where there is no such policy.</returns>
    /// <exception cref="StoreException">There is no such database, or the policy is the one that holds the runs.</exception>
    public bool DropRetentionPolicy(string database, string policy) => Change(catalogue => catalogue.DropPolicy(database, policy));

    /// <summary>The names of the measurements of a database, sorted.</summary>
    /// <param name="database">The database.</param>
    /// <param name="policy">Only those of this retention policy, or null for those of all.</param>
    /// <exception cref="StoreException">There is no such database.</exception>
    public IReadOnlyList<string> Measurements(string database, string? policy = null) => Read(catalogue =>
    {
        var tables = policy is null
            ? catalogue.Measurements(Require(catalogue, database).Name)
            : Require(catalogue, database).Find(policy) is { } found ? catalogue.MeasurementsOf(found.Id) : [];
        return (IReadOnlyList<string>)[.. tables.Select(table => table.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    });

    /// <summary>Drops a measurement from all retention policies of a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="measurement">The measurement.</param>
    /// <returns>False where there is no such measurement.</returns>
    /// <exception cref="StoreException">There is no such database.</exception>
    public bool DropMeasurement(string database, string measurement) => Change(catalogue => catalogue.DropMeasurement(database, measurement));

    /// <summary>The series of a measurement: the sets of tags that points carry, in the order they first came.</summary>
    /// <param name="database">The database.</param>
    /// <param name="policy">The retention policy, or null for the default.</param>
    /// <param name="measurement">The measurement.</param>
    public IReadOnlyList<IReadOnlyList<PointTag>> Series(string database, string? policy, string measurement) =>
        Read(catalogue => catalogue.Find(database, policy, measurement) is { } table ? SeriesRemoval.Read(_ownership.File, table) : []);

    /// <summary>Drops the series of a measurement that carry all of these tags, with their points.</summary>
    /// <param name="database">The database.</param>
    /// <param name="policy">The retention policy, or null for the default.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="tags">The tags; with none, all series.</param>
    /// <returns>How many series were dropped.</returns>
    public int DropSeries(string database, string? policy, string measurement, IReadOnlyList<PointTag> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return Change(catalogue => catalogue.Find(database, policy, measurement) is { } table ? SeriesRemoval.Drop(_ownership.File, table, tags) : 0);
    }

    /// <summary>
    /// Writes points, all in one transaction that is on disk when this returns. A point with the series and time of an earlier one
    /// replaces the fields it has and leaves the others.
    /// </summary>
    /// <param name="database">The database, which must exist.</param>
    /// <param name="policy">The retention policy, or null for the database's default.</param>
    /// <param name="points">The points, of any measurements. Those that do not fit are left out; the answer says which and why.</param>
    /// <exception cref="StoreException">There is no such database or policy, or the file cannot be written.</exception>
    public StoreWriteResult Write(string database, string? policy, IReadOnlyList<Point> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return Change(_ => _writer.Write(database, policy, points, UnixTime.Nanoseconds(_clock.GetUtcNow())));
    }

    /// <summary>The points of a measurement by time, each with all its fields.</summary>
    /// <param name="database">The database.</param>
    /// <param name="policy">The retention policy, or null for the default.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="tags">Only points that carry all of these; with none, those of all series. An empty value means points without that tag.</param>
    /// <param name="fromNanoseconds">The earliest time, in nanoseconds since the Unix epoch.</param>
    /// <param name="toNanoseconds">The time before which the last lies.</param>
    /// <param name="limit">The most points to be had at a time, 10,000 unless another number is given.</param>
    public IReadOnlyList<Point> ReadPoints(
        string database, string? policy, string measurement, IReadOnlyList<PointTag>? tags = null,
        long fromNanoseconds = long.MinValue, long toNanoseconds = long.MaxValue, int limit = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return Read(catalogue => catalogue.Find(database, policy, measurement) is { } table
            ? PointSelection.Read(_ownership.File, table, tags ?? [], fromNanoseconds, toNanoseconds, limit)
            : []);
    }

    /// <summary>Drops points of a measurement; series that have none left go too.</summary>
    /// <param name="database">The database.</param>
    /// <param name="policy">The retention policy, or null for the default.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="tags">Only points that carry all of these; with none, those of all series.</param>
    /// <param name="fromNanoseconds">The earliest time, in nanoseconds since the Unix epoch.</param>
    /// <param name="toNanoseconds">The time before which the last lies.</param>
    /// <returns>How many points were dropped.</returns>
    public long DropPoints(
        string database, string? policy, string measurement, IReadOnlyList<PointTag>? tags = null,
        long fromNanoseconds = long.MinValue, long toNanoseconds = long.MaxValue) =>
        Change(catalogue => catalogue.Find(database, policy, measurement) is { } table
            ? PointSelection.Drop(_ownership.File, table, tags ?? [], fromNanoseconds, toNanoseconds)
            : 0);

    /// <summary>How much room each measurement takes.</summary>
    public IReadOnlyList<MeasurementSize> Sizes() => Read(_ => MeasurementSizes.Read(_ownership.File));

    /// <summary>Removes points that are older than their retention policies keep them, all at once. This is also done in the background.</summary>
    /// <returns>How many points were removed.</returns>
    public long EnforceRetention()
    {
        var removed = 0L;
        while (RemoveSome() is var some and > 0)
        {
            removed += some;
        }

        return removed;
    }

    /// <summary>Closes the file; may be called twice.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        // Whatever goes wrong on the way, the store is let go of: what was not merged is in the log.
        try
        {
            _retention.Dispose();
        }
        finally
        {
            try
            {
                _lines.Close();
            }
            finally
            {
                CloseFile();
                _lines.Dispose();
            }
        }
    }

    private void CloseFile()
    {
        lock (_gate)
        {
            try
            {
                SettleWrites();
                _lines.Release(long.MaxValue);
            }
            catch (Exception exception)
            {
                // Whoever opens the store next takes it from the log.
                _lines.Waiting.Fail(exception.Message);
            }
            finally
            {
                _isClosed = true;
                _ownership.Dispose();
            }
        }
    }

    // Where all points are kept for ever nothing is changed, and what waits in the log goes on waiting for a good moment.
    private long RemoveSome() => RemoveLeftovers() is var left and > 0 ? left : KeepsAll() ? 0 : Change(_ => RetentionStep.Remove(_ownership.File, UnixTime.Nanoseconds(_clock.GetUtcNow())));

    private bool KeepsAll()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            return _ownership.File.Catalogue.Databases.All(database => database.Policies.TrueForAll(entry => entry.Policy.Duration is null));
        }
    }

    private static StoreDatabase Require(Catalogue catalogue, string database) => catalogue.FindDatabase(database)
        ?? throw new StoreException($"There is no database '{database}' in the store. Create it, or name another.")
        {
            FailureKind = OutputFailureKind.Permanent,
            InfluxMessage = $"database not found: {database}",
        };

    private T Read<T>(Func<Catalogue, T> read)
    {
        using var call = _callers.Come();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            try
            {
                SettleWrites();
                KeepAnswers(_ownership.File);
                return read(_ownership.File.Catalogue);
            }
            catch (DbException exception)
            {
                throw StoreErrors.Translate(Path, exception);
            }
        }
    }

    private void Change(Action<Catalogue> change) => Change(catalogue =>
    {
        change(catalogue);
        return true;
    });

    /// <summary>One change, in a transaction of its own: it is on disk when this returns, or has left nothing.</summary>
    private T Change<T>(Func<Catalogue, T> change)
    {
        using var call = _callers.Come();

        // No line is taken in by what the change makes untrue, and none that was taken in before comes after it.
        lock (_lines.Admission)
        {
            _lines.KeepAll();
            lock (_gate)
            {
                try
                {
                    return ChangeAlone(change);
                }
                finally
                {
                    _lines.Forget();
                }
            }
        }
    }

    private T ChangeAlone<T>(Func<Catalogue, T> change)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        try
        {
            SettleWrites();
            var file = _ownership.Secure();
            if (_writer.Catalogue != file.Catalogue)
            {
                _writer = new PointWriter(file);
            }

            NoteChange();
            file.Kept = null;
            return file.InTransaction(() => change(file.Catalogue));
        }
        catch (Exception exception)
        {
            _ownership.Recover(exception);
            if (exception is DbException refused)
            {
                throw StoreErrors.Translate(Path, refused);
            }

            throw;
        }
    }
}
