using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// Which measurements there are, with which columns: the tables of schema <c>catalogue</c>, held in memory while the file is open.
/// </summary>
/// <remarks>
/// Changes belong to the caller's transaction. When that fails, memory and file no longer agree, so the whole
/// <see cref="StoreFile"/> is closed and opened anew rather than used again.
/// </remarks>
internal sealed class Catalogue
{
    /// <summary>The version this code writes. Older files are migrated by <see cref="SchemaMigration"/> when they are opened to be changed.</summary>
    public const int SchemaVersion = 2;

    /// <summary>The database runs are recorded in.</summary>
    public const string RunsDatabase = "cicada";

    /// <summary>The retention policy InfluxDB gives to a new database: keep for ever.</summary>
    public const string DefaultPolicy = "autogen";

    /// <summary>
    /// The histograms of a series of <c>cicada_request_stats</c>, merged over a minute of its run, so that a day needs 1,440 of them
    /// instead of 86,400. Derived: whatever is missing here is merged from the seconds.
    /// </summary>
    public const string MergedHistograms = "CREATE TABLE data.merged_histograms (time BIGINT NOT NULL, series INTEGER NOT NULL, histogram BLOB NOT NULL);";

    private readonly StoreFile _file;
    private readonly Dictionary<(string Database, string Policy, string Name), MeasurementTable> _measurements = [];
    private readonly HashSet<string> _views = new(StringComparer.OrdinalIgnoreCase);

    private Catalogue(StoreFile file) => _file = file;

    public IEnumerable<MeasurementTable> Measurements(string database) =>
        _measurements.Where(pair => pair.Key.Database == database).Select(pair => pair.Value).OrderBy(table => table.Id);

    public MeasurementTable? Find(string measurement) =>
        _measurements.GetValueOrDefault((RunsDatabase, DefaultPolicy, measurement));

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
                shard_group_duration_ns BIGINT);
            CREATE TABLE catalogue.measurements (id INTEGER NOT NULL, retention_policy INTEGER NOT NULL, name VARCHAR NOT NULL, view_name VARCHAR);
            CREATE TABLE catalogue.columns (
                measurement INTEGER NOT NULL, id INTEGER NOT NULL, name VARCHAR NOT NULL, is_tag BOOLEAN NOT NULL, type VARCHAR NOT NULL);
            {MergedHistograms}
            INSERT INTO catalogue.store VALUES ({SchemaVersion});
            INSERT INTO catalogue.databases VALUES (1, '{RunsDatabase}');
            INSERT INTO catalogue.retention_policies VALUES (1, 1, '{DefaultPolicy}', NULL, true, NULL);
            """);
        transaction.Commit();
    }

    public static Catalogue Load(StoreFile file)
    {
        SchemaMigration.Require(file);

        var catalogue = new Catalogue(file);
        var byId = new Dictionary<int, MeasurementTable>();
        foreach (var row in file.Query(
            """
            SELECT m.id, d.name, p.name, m.name, m.view_name
            FROM catalogue.measurements m
                JOIN catalogue.retention_policies p ON p.id = m.retention_policy
                JOIN catalogue.databases d ON d.id = p.database
            """))
        {
            var table = new MeasurementTable((int)row[0]!, (string)row[3]!, (string?)row[4]);
            byId.Add(table.Id, table);
            catalogue._measurements.Add(((string)row[1]!, (string)row[2]!, table.Name), table);
            if (table.View is { } view)
            {
                catalogue._views.Add(view);
            }
        }

        foreach (var row in file.Query("SELECT measurement, id, name, is_tag, type FROM catalogue.columns ORDER BY measurement, id"))
        {
            byId[(int)row[0]!].Add(new((int)row[1]!, (string)row[2]!, (bool)row[3]!, TypeOf((string)row[4]!)));
        }

        return catalogue;
    }

    /// <summary>The measurement's tables with at least these columns; what is missing is created.</summary>
    /// <exception cref="StoreException">A field is there already with a type that cannot hold the wanted one.</exception>
    public MeasurementTable Ensure(string measurement, IEnumerable<string> tags, IEnumerable<(string Name, FieldType Type)> fields)
    {
        RefuseNul(measurement);
        var table = Find(measurement);
        var isNew = table is null;
        table ??= Create(measurement);

        var added = false;
        foreach (var tag in tags)
        {
            if (table.Tag(tag) is null)
            {
                Add(table, new(table.NextColumnId, tag, true, FieldType.String));
                added = true;
            }
        }

        foreach (var (name, type) in fields)
        {
            var column = table.Field(name);
            if (column is null)
            {
                Add(table, new(table.NextColumnId, name, false, type));
                added = true;
            }
            else if (column.Type != type && (column.Type, type) is not (FieldType.Float, FieldType.Integer))
            {
                throw new StoreException(
                    $"Field '{name}' of measurement '{measurement}' is of type '{TypeName(column.Type)}' in the store, but a point gives it as "
                    + $"'{TypeName(type)}'. The first type wins; rename the field.")
                {
                    FailureKind = OutputFailureKind.Permanent,
                };
            }
        }

        if ((added || isNew) && table.View is { } view)
        {
            _file.Execute($"CREATE OR REPLACE VIEW main.{SqlText.Name(view)} AS {table.ViewQuery}");
        }

        return table;
    }

    private MeasurementTable Create(string measurement)
    {
        var id = _measurements.Count == 0 ? 1 : _measurements.Values.Max(table => table.Id) + 1;
        var table = new MeasurementTable(id, measurement, MeasurementTable.FreeName(measurement, _views));
        _file.Execute($"CREATE TABLE data.{table.SeriesTable} (id INTEGER NOT NULL)");
        _file.Execute($"CREATE TABLE data.{table.PointsTable} (time BIGINT NOT NULL, series INTEGER NOT NULL)");
        _file.Execute("INSERT INTO catalogue.measurements VALUES ($1, 1, $2, $3)", id, measurement, table.View!);
        _measurements.Add((RunsDatabase, DefaultPolicy, measurement), table);
        return table;
    }

    private void Add(MeasurementTable table, StoreColumn column)
    {
        RefuseNul(column.Name);
        var owner = column.IsTag ? table.SeriesTable : table.PointsTable;
        _file.Execute($"ALTER TABLE data.{owner} ADD COLUMN {column.SqlName} {column.SqlType}");
        _file.Execute(
            "INSERT INTO catalogue.columns VALUES ($1, $2, $3, $4, $5)", table.Id, column.Id, column.Name, column.IsTag, TypeName(column.Type));
        table.Add(column);
    }

    // DuckDB's C interface ends names and parameters at a NUL, and two names must not become one.
    private static void RefuseNul(string name)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new StoreException(
                $"The name '{name.Replace("\0", "\\0", StringComparison.Ordinal)}' contains a NUL character; "
                + "names of measurements, tags and fields are texts without one. Rename it.")
            {
                FailureKind = OutputFailureKind.Permanent,
            };
        }
    }

    private static string TypeName(FieldType type) => type switch
    {
        FieldType.Float => "float",
        FieldType.Integer => "integer",
        FieldType.Boolean => "boolean",
        _ => "string",
    };

    private static FieldType TypeOf(string name) => name switch
    {
        "float" => FieldType.Float,
        "integer" => FieldType.Integer,
        "boolean" => FieldType.Boolean,
        _ => FieldType.String,
    };
}
