using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// Which databases, policies and measurements there are, with which columns: the tables of schema <c>catalogue</c>, held in memory while
/// the file is open.
/// </summary>
/// <remarks>
/// Changes belong to the caller's transaction. When that fails, memory and file no longer agree, so the catalogue is read
/// anew rather than used again.
/// </remarks>
internal sealed class Catalogue
{
    /// <summary>The version this code writes. Older files are migrated by <see cref="SchemaMigration"/> when they are opened to be changed.</summary>
    public const int SchemaVersion = 5;

    /// <summary>From here on a file says how far the log of lines is in its tables.</summary>
    public const int FirstVersionWithLog = 3;

    /// <summary>The database runs are recorded in.</summary>
    public const string RunsDatabase = "cicada";

    /// <summary>The retention policy InfluxDB gives to a new database: keep for ever.</summary>
    public const string DefaultPolicy = RetentionPolicy.DefaultName;

    /// <summary>
    /// The histograms of a series of <c>cicada_request_stats</c>, merged over a minute of its run, so that a day needs 1,440 of them
    /// instead of 86,400. Derived: whatever is missing here is merged from the seconds.
    /// </summary>
    public const string MergedHistograms = "CREATE TABLE data.merged_histograms (time BIGINT NOT NULL, series INTEGER NOT NULL, histogram BLOB NOT NULL);";

    /// <summary>
    /// Who may do what, where users are asked for; queries that are run again and again; and up to where the log of points that came by line
    /// protocol is in the tables.
    /// </summary>
    public const string InfluxTables =
        """
        CREATE TABLE catalogue.users (name VARCHAR NOT NULL, password_hash VARCHAR NOT NULL, is_admin BOOLEAN NOT NULL);
        CREATE TABLE catalogue.privileges (user_name VARCHAR NOT NULL, database VARCHAR NOT NULL, privilege VARCHAR NOT NULL);
        CREATE TABLE catalogue.continuous_queries (database INTEGER NOT NULL, name VARCHAR NOT NULL, query VARCHAR NOT NULL, last_run_ns BIGINT);
        CREATE TABLE catalogue.write_log (position BIGINT NOT NULL);
        """;

    /// <summary>
    /// Series of runs that were deleted, whose points are yet to be removed: nobody sees them any more, since each way to a point leads over its series. Their numbers are
    /// not given out again before.
    /// </summary>
    public const string RemovedSeries = "CREATE TABLE catalogue.removed_series (measurement INTEGER NOT NULL, series INTEGER NOT NULL);";

    // What the tables of each measurement begin with.
    private const string SeriesColumns = "id INTEGER NOT NULL";
    private const string PointColumns = "time BIGINT NOT NULL, series INTEGER NOT NULL";

    // Each column that is added goes over the whole table and its description once more; a table of few rows is sooner written anew with all of them:
    // a thousand columns in hundredths of a second instead of one.
    private const int ManyColumns = 16;
    private const long FewRows = 10_000;

    // As many parameters as a statement is prepared with quickly.
    private const int ColumnsAtATime = 250;

    // Beyond that its nanoseconds are no number of 64 bits.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(106_751);

    private readonly StoreFile _file;
    private readonly Dictionary<string, StoreDatabase> _databases = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Policy, string Name), MeasurementTable> _measurements = [];
    private readonly HashSet<string> _views = new(StringComparer.OrdinalIgnoreCase);

    private int _lastMeasurement;

    private Catalogue? _frozen;

    private Catalogue(StoreFile file) => _file = file;

    /// <summary>Grows with every change of what there is.</summary>
    public int Version { get; private set; }

    /// <summary>All databases, in the order they were created.</summary>
    public IEnumerable<StoreDatabase> Databases => _databases.Values.OrderBy(database => database.Id);

    public StoreDatabase? FindDatabase(string name) => _databases.GetValueOrDefault(name);

    /// <summary>What there is now, for whoever reads the file as it is now; made anew only where it has changed. Not within a change.</summary>
    public Catalogue Frozen()
    {
        if (_frozen is { } known && known.Version == Version)
        {
            return known;
        }

        var frozen = new Catalogue(_file) { Version = Version, _lastMeasurement = _lastMeasurement };
        foreach (var database in _databases.Values)
        {
            var copy = new StoreDatabase(database.Id, database.Name);
            copy.Policies.AddRange(database.Policies);
            frozen._databases.Add(copy.Name, copy);
        }

        foreach (var (key, table) in _measurements)
        {
            frozen._measurements.Add(key, table.Frozen());
        }

        return _frozen = frozen;
    }

    /// <summary>The measurements of a database in all its policies.</summary>
    public IEnumerable<MeasurementTable> Measurements(string database) =>
        FindDatabase(database) is { } found ? found.Policies.SelectMany(policy => MeasurementsOf(policy.Id)).OrderBy(table => table.Id) : [];

    /// <summary>The measurements of one policy.</summary>
    public IEnumerable<MeasurementTable> MeasurementsOf(int policy) =>
        _measurements.Where(pair => pair.Key.Policy == policy).Select(pair => pair.Value).OrderBy(table => table.Id);

    /// <summary>A measurement of recorded runs.</summary>
    public MeasurementTable? Find(string measurement) => Find(RunsDatabase, DefaultPolicy, measurement);

    /// <summary>A measurement, or null where there is no such database, policy or measurement.</summary>
    public MeasurementTable? Find(string database, string? policy, string measurement) =>
        FindDatabase(database)?.Find(policy) is { } found ? _measurements.GetValueOrDefault((found.Id, measurement)) : null;

    /// <summary>Whether the file holds a store at all; an empty DuckDB file does not.</summary>
    public static bool Exists(StoreFile file) =>
        file.Scalar(
            """
            SELECT count(*) FROM duckdb_tables()
            WHERE database_name = current_database() AND schema_name = 'catalogue' AND table_name = 'store'
            """) is > 0L;

    public static void Create(StoreFile file)
    {
        using var transaction = file.Connection.BeginTransaction();
        file.Execute(
            $"""
            CREATE SCHEMA catalogue;
            CREATE SCHEMA data;
            CREATE TABLE catalogue.store (schema_version INTEGER NOT NULL);
            CREATE TABLE catalogue.databases (id INTEGER NOT NULL, name VARCHAR NOT NULL);
            CREATE TABLE catalogue.retention_policies (
                id INTEGER NOT NULL, database INTEGER NOT NULL, name VARCHAR NOT NULL, duration_ns BIGINT, is_default BOOLEAN NOT NULL,
                shard_group_duration_ns BIGINT, replication INTEGER);
            CREATE TABLE catalogue.measurements (id INTEGER NOT NULL, retention_policy INTEGER NOT NULL, name VARCHAR NOT NULL, view_name VARCHAR);
            CREATE TABLE catalogue.columns (
                measurement INTEGER NOT NULL, id INTEGER NOT NULL, name VARCHAR NOT NULL, is_tag BOOLEAN NOT NULL, type VARCHAR NOT NULL);
            {MergedHistograms}
            {InfluxTables}
            {RemovedSeries}
            INSERT INTO catalogue.store VALUES ({SchemaVersion});
            INSERT INTO catalogue.databases VALUES (1, '{RunsDatabase}');
            INSERT INTO catalogue.retention_policies VALUES (1, 1, '{DefaultPolicy}', NULL, true, NULL, NULL);
            """);
        transaction.Commit();
    }

    public static Catalogue Load(StoreFile file)
    {
        SchemaMigration.Require(file);
        var catalogue = new Catalogue(file);
        catalogue.LoadDatabases();
        catalogue.LoadMeasurements();
        catalogue.LoadRemovals();
        return catalogue;
    }

    /// <summary>Creates a database with one policy, its default. One that is there already stays as it is.</summary>
    /// <exception cref="StoreException">The name cannot be one, or the database is there with another default policy than the wanted.</exception>
    public void CreateDatabase(string name, RetentionPolicy? policy = null)
    {
        StoreNames.RequireOfDatabase(name, "database");
        if (FindDatabase(name) is { } existing)
        {
            if (policy is not null)
            {
                CreatePolicy(existing.Name, policy with { IsDefault = true });
            }

            return;
        }

        Version++;
        var database = new StoreDatabase(Next("catalogue.databases"), name);
        _file.Execute("INSERT INTO catalogue.databases VALUES ($1, $2)", database.Id, name);
        _databases.Add(name, database);
        AddPolicy(database, (policy ?? new RetentionPolicy { Name = DefaultPolicy }) with { IsDefault = true });
    }

    /// <summary>Drops a database with everything in it; false where there is none. The one of runs is begun anew, empty.</summary>
    public bool DropDatabase(string name)
    {
        if (FindDatabase(name) is not { } database)
        {
            return false;
        }

        Version++;
        foreach (var policy in database.Policies.ToList())
        {
            DropPolicy(database, policy);
        }

        _file.Execute("DELETE FROM catalogue.privileges WHERE database = $1", name);
        _file.Execute("DELETE FROM catalogue.continuous_queries WHERE database = $1", database.Id);
        _file.Execute("DELETE FROM catalogue.databases WHERE id = $1", database.Id);
        _databases.Remove(name);
        if (name == RunsDatabase)
        {
            CreateDatabase(name);
        }

        return true;
    }

    /// <summary>Creates a policy. The same one again is no change.</summary>
    /// <exception cref="StoreException">There is no such database, or the policy makes no sense, or it is there and differs.</exception>
    public void CreatePolicy(string database, RetentionPolicy policy)
    {
        var owner = RequireDatabase(database);
        if (owner.Find(policy.Name) is not { } existing)
        {
            AddPolicy(owner, policy);
            return;
        }

        // As in InfluxDB, asking for the default again does not take it from another policy; asking for other times is a conflict.
        if (existing.Policy.Duration != Normal(policy).Duration
            || (policy.ShardGroupDuration is { } shard && shard != existing.Policy.ShardGroupDuration)
            || (policy.IsDefault && !existing.Policy.IsDefault))
        {
            throw Refused($"The database '{database}' has a retention policy '{policy.Name}' already, and it differs from the one asked for. Alter it, or choose another name.");
        }
    }

    /// <summary>Changes a policy to another of the same name.</summary>
    /// <exception cref="StoreException">There is no such database or policy, or the policy makes no sense.</exception>
    public void AlterPolicy(string database, RetentionPolicy policy)
    {
        var owner = RequireDatabase(database);
        var (id, before) = RequirePolicy(owner, policy.Name);
        Version++;
        var changed = Normal(policy) with { IsDefault = policy.IsDefault || before.IsDefault };
        RequireSense(changed);
        if (changed.IsDefault)
        {
            UnsetDefault(owner);
        }

        _file.Execute(
            "UPDATE catalogue.retention_policies SET duration_ns = $2, is_default = $3, shard_group_duration_ns = $4, replication = $5 WHERE id = $1",
            id, Nanoseconds(changed.Duration), changed.IsDefault, Nanoseconds(changed.ShardGroupDuration), changed.Replication);
        owner.Policies[owner.Policies.FindIndex(entry => entry.Id == id)] = (id, changed);
    }

    /// <summary>Drops a policy with its measurements; false where there is none. A database may be left without a default.</summary>
    /// <exception cref="StoreException">There is no such database.</exception>
    public bool DropPolicy(string database, string policy)
    {
        var owner = RequireDatabase(database);
        if (owner.Find(policy) is not { } found)
        {
            return false;
        }

        if (database == RunsDatabase && policy == DefaultPolicy)
        {
            throw Refused($"The retention policy '{policy}' of database '{database}' holds the runs and cannot be dropped. Delete runs, or drop the database.");
        }

        DropPolicy(owner, found);
        return true;
    }

    /// <summary>Drops a measurement from all policies of a database; false where there is none.</summary>
    public bool DropMeasurement(string database, string measurement)
    {
        var dropped = false;
        foreach (var (id, _) in RequireDatabase(database).Policies)
        {
            if (_measurements.TryGetValue((id, measurement), out var table))
            {
                Drop(id, table);
                dropped = true;
            }
        }

        return dropped;
    }

    /// <summary>Drops a measurement from the policy its table belongs to.</summary>
    public void DropMeasurement(MeasurementTable table) => Drop(_measurements.First(pair => pair.Value == table).Key.Policy, table);

    /// <summary>The measurements of runs that have points of deleted series.</summary>
    public IEnumerable<MeasurementTable> Emptying => Measurements(RunsDatabase).Where(table => table.HasRemovedSeries);

    /// <summary>Says whether a measurement has points of deleted series.</summary>
    public void NoteRemovals(MeasurementTable table, bool hasRemovedSeries)
    {
        Version++;
        table.HasRemovedSeries = hasRemovedSeries;
    }

    /// <summary>A measurement of recorded runs, with at least these columns; what is missing is created.</summary>
    /// <exception cref="StoreException">A field is there already with another type.</exception>
    public MeasurementTable Ensure(string measurement, IEnumerable<string> tags, IEnumerable<(string Name, FieldType Type)> fields)
    {
        (string Name, FieldType Type)[] wantedFields = [.. fields];
        var table = EnsureTable(RunsDatabase, DefaultPolicy, measurement, [.. tags], wantedFields);
        foreach (var (name, type) in wantedFields)
        {
            if (table.TypeOf(name) is { } wanted && wanted != type)
            {
                throw Refused(new FieldConflict(measurement, name, type, wanted).Sentence);
            }
        }

        CompleteView(table);
        return table;
    }

    /// <summary>A measurement's tables, created where there are none; columns are added by the methods below.</summary>
    /// <exception cref="StoreException">There is no such database or policy, or the measurement's name cannot be one.</exception>
    public MeasurementTable EnsureTable(string database, string? policy, string measurement) => EnsureTable(database, policy, measurement, [], []);

    /// <summary>A measurement's tables with columns for these tags and fields, all that are missing in one go. A field that is there with another type stays as it is.</summary>
    /// <exception cref="StoreException">There is no such database or policy, or one of the names cannot be one.</exception>
    public MeasurementTable EnsureTable(
        string database, string? policy, string measurement, IReadOnlyCollection<string> tags, IReadOnlyCollection<(string Name, FieldType Type)> fields)
    {
        StoreNames.RefuseBroken(measurement);
        var owner = RequireDatabase(database);
        var (id, _) = RequirePolicy(owner, policy);
        if (_measurements.TryGetValue((id, measurement), out var known))
        {
            AddColumns(known, known.Missing(tags, fields));
            return known;
        }

        var isOfRuns = database == RunsDatabase && owner.Find(DefaultPolicy)?.Id == id;
        var table = new MeasurementTable(++_lastMeasurement, measurement, isOfRuns ? MeasurementTable.FreeName(measurement, _views) : null);
        var isRequests = isOfRuns && measurement == MeasurementNames.Default.Requests;

        // Readers count on all columns of requests.
        var columns = table.Missing(isRequests ? [.. RequestWriter.Tags, .. tags] : tags, isRequests ? [.. RequestWriter.Fields, .. fields] : fields);
        RefuseBroken(columns);
        _file.Execute($"CREATE TABLE data.{table.SeriesTable} ({SeriesColumns}{Definitions(columns.Where(column => column.IsTag))})");
        _file.Execute($"CREATE TABLE data.{table.PointsTable} ({PointColumns}{Definitions(columns.Where(column => !column.IsTag))})");
        _file.Execute("INSERT INTO catalogue.measurements VALUES ($1, $2, $3, $4)", table.Id, id, measurement, table.View);
        Note(table, columns);
        table.ViewIsStale = true;
        Version++;
        _measurements.Add((id, measurement), table);
        if (isRequests)
        {
            CompleteView(table);
        }

        return table;
    }

    /// <summary>A tag's column, created where there is none.</summary>
    public StoreColumn EnsureTag(MeasurementTable table, string tag)
    {
        if (table.Tag(tag) is null)
        {
            AddColumns(table, table.Missing([tag], []));
        }

        return table.Tag(tag)!;
    }

    /// <summary>A field's column, created where there is none; false where it is there with another type.</summary>
    public bool TryEnsureField(MeasurementTable table, string field, FieldType type, [NotNullWhen(false)] out FieldConflict? conflict)
    {
        conflict = table.TypeOf(field) is { } wanted && wanted != type ? new FieldConflict(table.Name, field, type, wanted) : null;
        if (conflict is null && table.Field(field) is null)
        {
            AddColumns(table, table.Missing([], [(field, type)]));
        }

        return conflict is null;
    }

    /// <summary>Gives a field that is kept as a decimal a second column, for values that cannot be one. No row is written anew.</summary>
    public void EnsureOther(MeasurementTable table, string field)
    {
        if (table.Field(field) is { IsDecimal: true, Other: null } column)
        {
            AddColumns(table, [column with { Id = table.NextColumnId, IsDecimal = false }]);
            CompleteView(table);
        }
    }

    /// <summary>Brings the measurement's view up to date with its columns.</summary>
    public void CompleteView(MeasurementTable table)
    {
        if (table.ViewIsStale && table.View is { } view)
        {
            _file.Execute($"CREATE OR REPLACE VIEW main.{SqlText.Name(view)} AS {table.ViewQuery}");
        }

        table.ViewIsStale = false;
    }

    private void LoadDatabases()
    {
        foreach (var row in _file.Query("SELECT id, name FROM catalogue.databases ORDER BY id"))
        {
            _databases.Add((string)row[1]!, new((int)row[0]!, (string)row[1]!));
        }

        var byId = _databases.Values.ToDictionary(database => database.Id);
        var version = SchemaMigration.Version(_file);
        var shard = version < 2 ? "NULL::BIGINT" : "shard_group_duration_ns";
        var replication = version < 3 ? "NULL::INTEGER" : "replication";
        foreach (var row in _file.Query($"SELECT id, database, name, duration_ns, is_default, {shard}, {replication} FROM catalogue.retention_policies ORDER BY id"))
        {
            byId[(int)row[1]!].Policies.Add(((int)row[0]!, new RetentionPolicy
            {
                Name = (string)row[2]!,
                Duration = Span(row[3]),
                IsDefault = (bool)row[4]!,
                ShardGroupDuration = Span(row[5]),
                Replication = row[6] as int? ?? 1,
            }));
        }
    }

    private void LoadMeasurements()
    {
        var byId = new Dictionary<int, MeasurementTable>();
        foreach (var row in _file.Query("SELECT id, retention_policy, name, view_name FROM catalogue.measurements"))
        {
            var table = new MeasurementTable((int)row[0]!, (string)row[2]!, (string?)row[3]);
            byId.Add(table.Id, table);
            _lastMeasurement = Math.Max(_lastMeasurement, table.Id);
            _measurements.Add(((int)row[1]!, table.Name), table);
            if (table.View is { } view)
            {
                _views.Add(view);
            }
        }

        foreach (var row in _file.Query("SELECT measurement, id, name, is_tag, type FROM catalogue.columns ORDER BY measurement, id"))
        {
            byId[(int)row[0]!].Add(new((int)row[1]!, (string)row[2]!, (bool)row[3]!, FieldTypes.Parse((string)row[4]!)) { IsDecimal = row[4] is FieldTypes.Decimal });
        }
    }

    private void LoadRemovals()
    {
        if (SchemaMigration.Version(_file) < 4)
        {
            return;
        }

        var removed = _file.Query("SELECT DISTINCT measurement FROM catalogue.removed_series").Select(row => (int)row[0]!).ToHashSet();
        foreach (var table in _measurements.Values.Where(table => removed.Contains(table.Id)))
        {
            table.HasRemovedSeries = true;
        }
    }

    private void AddPolicy(StoreDatabase database, RetentionPolicy policy)
    {
        StoreNames.RequireOfDatabase(policy.Name, "retention policy");
        policy = Normal(policy);
        RequireSense(policy);
        Version++;
        if (policy.IsDefault)
        {
            UnsetDefault(database);
        }

        var id = Next("catalogue.retention_policies");
        _file.Execute(
            "INSERT INTO catalogue.retention_policies VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id, database.Id, policy.Name, Nanoseconds(policy.Duration), policy.IsDefault, Nanoseconds(policy.ShardGroupDuration), policy.Replication);
        database.Policies.Add((id, policy));
    }

    private void UnsetDefault(StoreDatabase database)
    {
        _file.Execute("UPDATE catalogue.retention_policies SET is_default = false WHERE database = $1", database.Id);
        for (var i = 0; i < database.Policies.Count; i++)
        {
            var (id, policy) = database.Policies[i];
            database.Policies[i] = (id, policy with { IsDefault = false });
        }
    }

    private void DropPolicy(StoreDatabase database, (int Id, RetentionPolicy Policy) policy)
    {
        foreach (var table in MeasurementsOf(policy.Id).ToList())
        {
            Drop(policy.Id, table);
        }

        Version++;
        _file.Execute("DELETE FROM catalogue.retention_policies WHERE id = $1", policy.Id);
        database.Policies.Remove(policy);
    }

    private void Drop(int policy, MeasurementTable table)
    {
        if (table.View is { } view)
        {
            _file.Execute($"DROP VIEW IF EXISTS main.{SqlText.Name(view)}");
            _views.Remove(view);
            if (table.Name == MeasurementNames.Default.RequestStatistics)
            {
                _file.Execute("DELETE FROM data.merged_histograms");
            }
        }

        // Also where somebody has laid hands on it: there has to be a way out.
        _file.Execute($"DROP TABLE IF EXISTS data.{table.PointsTable}");
        _file.Execute($"DROP TABLE IF EXISTS data.{table.SeriesTable}");
        _file.Execute("DELETE FROM catalogue.removed_series WHERE measurement = $1", table.Id);
        _file.Execute("DELETE FROM catalogue.columns WHERE measurement = $1", table.Id);
        _file.Execute("DELETE FROM catalogue.measurements WHERE id = $1", table.Id);
        Version++;
        table.IsDropped = true;
        _measurements.Remove((policy, table.Name));
    }

    private void AddColumns(MeasurementTable table, IReadOnlyList<StoreColumn> columns)
    {
        if (columns.Count > 0)
        {
            RefuseBroken(columns);
            AddColumns(table.SeriesTable, SeriesColumns, table.Tags, [.. columns.Where(column => column.IsTag)]);
            AddColumns(table.PointsTable, PointColumns, table.FieldColumns, [.. columns.Where(column => !column.IsTag)]);
            Note(table, columns);
        }
    }

    private void AddColumns(string table, string first, IReadOnlyList<StoreColumn> before, IReadOnlyList<StoreColumn> columns)
    {
        if (columns.Count < ManyColumns || _file.Scalar($"SELECT count(*) FROM data.{table}") is not (long and <= FewRows))
        {
            foreach (var column in columns)
            {
                _file.Execute($"ALTER TABLE data.{table} ADD COLUMN {column.ColumnName} {column.SqlType}");
            }

            return;
        }

        _file.Execute($"CREATE TABLE data.{table}_wider ({first}{Definitions(before)}{Definitions(columns)})");
        _file.Execute($"INSERT INTO data.{table}_wider BY NAME SELECT * FROM data.{table}");
        _file.Execute($"DROP TABLE data.{table}");
        _file.Execute($"ALTER TABLE data.{table}_wider RENAME TO {table}");
    }

    /// <summary>Notes columns the tables have now.</summary>
    private void Note(MeasurementTable table, IReadOnlyList<StoreColumn> columns)
    {
        foreach (var some in columns.Chunk(ColumnsAtATime))
        {
            var rows = some.Select((column, i) => string.Create(
                CultureInfo.InvariantCulture, $"({table.Id}, {column.Id}, ${i + 1}, {(column.IsTag ? "true" : "false")}, '{(column.IsDecimal ? FieldTypes.Decimal : column.Type.ToWord())}')"));
            _file.Execute($"INSERT INTO catalogue.columns VALUES {string.Join(", ", rows)}", [.. some.Select(column => column.Name)]);
        }

        Version++;
        foreach (var column in columns)
        {
            table.Add(column);
        }

        table.ViewIsStale |= columns.Count > 0;
    }

    private static string Definitions(IEnumerable<StoreColumn> columns) => string.Concat(columns.Select(column => $", {column.ColumnName} {column.SqlType}"));

    private static void RefuseBroken(IEnumerable<StoreColumn> columns)
    {
        foreach (var column in columns)
        {
            StoreNames.RefuseBroken(column.Name);
        }
    }

    private int Next(string catalogueTable) =>
        Convert.ToInt32(_file.Scalar($"SELECT coalesce(max(id), 0) + 1 FROM {catalogueTable}"), CultureInfo.InvariantCulture);

    private StoreDatabase RequireDatabase(string database) => FindDatabase(database)
        ?? throw Refused($"There is no database '{database}' in the store '{_file.Path}'. Create it, or name another.", $"database not found: {database}");

    private (int Id, RetentionPolicy Policy) RequirePolicy(StoreDatabase database, string? policy) => database.Find(policy)
        ?? throw Refused(policy is null
            ? $"The database '{database.Name}' has no default retention policy. Name one, or make one the default."
            : $"There is no retention policy '{policy}' in the database '{database.Name}'. Create it, or name another.", $"retention policy not found: {policy}");

    private static void RequireSense(RetentionPolicy policy)
    {
        if (policy.Duration is { } duration && duration < RetentionPolicy.Shortest)
        {
            throw Refused(
                $"The retention policy '{policy.Name}' keeps points for '{duration}'; expected at least '{RetentionPolicy.Shortest}', or for ever. Choose a longer time.");
        }

        if (policy.Duration > Longest || policy.ShardGroupDuration > Longest)
        {
            throw Refused(
                $"The retention policy '{policy.Name}' has a time of more than '{Longest.TotalDays:0}' days, which is longer than points can be apart. Leave it out to keep points for ever.");
        }
    }

    // InfluxDB says 0 for ever.
    private static RetentionPolicy Normal(RetentionPolicy policy) => policy with
    {
        Duration = policy.Duration is { Ticks: 0 } ? null : policy.Duration,
        ShardGroupDuration = policy.ShardGroupDuration is { Ticks: 0 } ? null : policy.ShardGroupDuration,
    };

    private static object? Nanoseconds(TimeSpan? span) => span is { } value ? checked(value.Ticks * 100) : null;

    private static TimeSpan? Span(object? nanoseconds) => nanoseconds is long value ? TimeSpan.FromTicks(value / 100) : null;

    private static StoreException Refused(string sentence, string? influxMessage = null) => new(sentence) { FailureKind = OutputFailureKind.Permanent, InfluxMessage = influxMessage };
}
