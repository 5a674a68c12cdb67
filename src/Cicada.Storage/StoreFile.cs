using System.Data.Common;
using Cicada.Storage.InfluxQl;
using Cicada.Storage.Queries;
using Cicada.Storage.Writing;
using DuckDB.NET.Data;

namespace Cicada.Storage;

/// <summary>An open store: the connection to its file, and what is in it. Used by one thread at a time.</summary>
internal sealed class StoreFile : IDisposable
{
    private static readonly string[] OwnEndings = ["", ".wal", ".wal.checkpoint", ".wal.recovery"];

    private string? _fileCatalog;
    private DirectoryInfo? _scratch;
    private bool _isInTransaction;

    private StoreFile(string path, DuckDBConnection connection, bool isReadOnly)
    {
        Path = path;
        Connection = connection;
        IsReadOnly = isReadOnly;
    }

    public string Path { get; }

    public DuckDBConnection Connection { get; }

    /// <summary>Whether it was opened to be read: nothing in the file can change.</summary>
    public bool IsReadOnly { get; }

    /// <summary>Of a snapshot: the file it is of.</summary>
    public StoreFile? Owner { get; private init; }

    /// <summary>Whether its owner goes on writing, and this sees what was there at one time.</summary>
    public bool IsSnapshot { get; private init; }

    public Catalogue Catalogue { get; private set; } = null!;

    /// <summary>What was read about series and is still so; null where whoever owns the file does not say when it changes.</summary>
    public KeptAnswers? Kept { get; set; }

    /// <summary>Of a snapshot, how often the store had been changed: of two with the same number, both see the same. Null where nobody counts.</summary>
    public long? Changes { get; set; }

    /// <summary>What lists of runs told before.</summary>
    public KeptHeads Heads { get; init; } = new();

    /// <summary>Who reads the file besides its owner.</summary>
    public OpenSnapshots Snapshots { get; } = new();

    /// <summary>The name by which DuckDB knows the file: of an overlay, not the database that is asked.</summary>
    public string FileCatalog => _fileCatalog ??= (string)Scalar("SELECT current_database()")!;

    /// <summary>Request samples by run that are not in the file but wait in the spool, and are among its points all the same; empty for most.</summary>
    public IReadOnlyDictionary<string, long> Spooled { get; set; } = new Dictionary<string, long>();

    /// <summary>The runs that are being recorded, whatever they lack: they are not interrupted.</summary>
    public IReadOnlySet<string> Running { get; set; } = new HashSet<string>();

    /// <summary>Opens the store, or begins one where there is no file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">What DuckDB is set to, in its own words: statements of SET.</param>
    /// <exception cref="StoreException">The file cannot be opened, or is no store.</exception>
    public static StoreFile OpenOrCreate(string path, string settings) => Open(path, settings, "");

    /// <summary>
    /// Opens a store that must be there, to read it. What a killed process left in the write-ahead log is read too: DuckDB
    /// replays it in memory and leaves both files as they are.
    /// </summary>
    public static StoreFile OpenToRead(string path)
    {
        StoreOwnerFile.RequireNone(Existing(path));

        // Only a store is laid under: what else is there gets its sentence below.
        var file = Open(path, "", "READ_ONLY");
        if (LogReplay.Waits(file))
        {
            // Points that were acknowledged belong into the tables whoever asks: an owner takes them in, for as long as that takes.
            file.Dispose();
            StoreOwnership.OpenExisting(path).Dispose();
            file = Open(path, "", "READ_ONLY");
        }

        if (StoreSpool.FilesOf(path) is { Count: > 0 } spooled)
        {
            file.Dispose();
            return Translated(path, () => SpoolOverlay.Open(path, spooled));
        }

        return file;
    }

    /// <summary>A database in memory that is to stand for a store; its catalogue is yet to be made.</summary>
    /// <param name="path">The store's file.</param>
    /// <param name="fileCatalog">The name by which DuckDB knows that file; null where there is nothing but memory.</param>
    internal static StoreFile OpenInMemory(string path, string? fileCatalog)
    {
        var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        return new StoreFile(path, connection, isReadOnly: fileCatalog is not null) { _fileCatalog = fileCatalog };
    }

    /// <summary>A folder that only the user can look into, and that goes when the file is closed; null where nothing can be written.</summary>
    internal string? Scratch => _scratch?.FullName;

    /// <summary>
    /// Gives DuckDB a folder for what does not fit into memory: one that only the user can look into, under a name nobody can know before. It goes when
    /// the file is closed.
    /// </summary>
    internal void UseScratch()
    {
        try
        {
            _scratch = Directory.CreateTempSubdirectory("cicada-");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Where nothing can be written, memory has to do.
        }

        Execute($"SET temp_directory = {SqlText.Literal(_scratch is null ? "" : System.IO.Path.Combine(_scratch.FullName, "duckdb"))}");
    }

    /// <summary>Sets how much memory DuckDB may take for this file, whoever uses it.</summary>
    /// <param name="memory">The limit in DuckDB's words, such as <c>512MiB</c>.</param>
    internal void LimitMemory(string memory) => Execute($"SET memory_limit = '{memory}'");

    /// <summary>
    /// Takes everything but a scratch folder from DuckDB: whatever is asked, it reads and writes no other file, loads no extension and goes to no address. This cannot be
    /// taken back while the file is open.
    /// </summary>
    internal void Confine()
    {
        UseScratch();

        // What DuckDB itself puts beside the file; and one that was deleted under us is copied beside its old place.
        var own = System.IO.Path.GetFullPath(Path);
        var allowed = new[] { own, StoreRescue.PathOf(own) }.SelectMany(file => OwnEndings.Select(ending => SqlText.Literal(file + ending)));
        Execute(
            $"""
            SET allowed_directories = [{(_scratch is null ? "" : SqlText.Literal(_scratch.FullName))}];
            SET allowed_paths = [{string.Join(", ", allowed)}];
            {RecordingSettings.NoExtensions}
            SET enable_external_access = false;
            """);
    }

    /// <summary>Another connection to the same database, for a thread of its own.</summary>
    internal DuckDBConnection OpenAnother()
    {
        var another = new DuckDBConnection(Connection.ConnectionString);
        another.Open();
        return another;
    }

    /// <summary>
    /// The same database as it is now, on a connection of its own, whatever is written, altered or dropped meanwhile; to be read by one thread at a time. For whoever may use
    /// this file, outside a transaction.
    /// </summary>
    internal StoreFile OpenSnapshot()
    {
        var snapshot = new StoreFile(Path, OpenAnother(), isReadOnly: true) { Catalogue = Catalogue.Frozen(), _fileCatalog = FileCatalog, IsSnapshot = true, Owner = this, Heads = Heads };
        try
        {
            // A transaction sees what was there when it first looks into the file, which is now.
            snapshot.Execute("BEGIN TRANSACTION READ ONLY; SELECT schema_version FROM catalogue.store");
            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <summary>Reads the catalogue anew.</summary>
    internal void LoadCatalogue() => Catalogue = Catalogue.Load(this);

    /// <summary>
    /// Does something in a transaction of its own: it is on disk when this returns, or has left nothing in the file. Within another transaction it belongs to that.
    /// </summary>
    internal T InTransaction<T>(Func<T> act)
    {
        if (_isInTransaction)
        {
            return act();
        }

        Execute("BEGIN TRANSACTION");
        _isInTransaction = true;
        try
        {
            var result = act();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            try
            {
                Execute("ROLLBACK");
            }
            catch (DbException)
            {
                // A commit that failed was rolled back already, and of an instance DuckDB has given up on whatever is next says so.
            }

            throw;
        }
        finally
        {
            _isInTransaction = false;
        }
    }

    internal void InTransaction(Action act) => InTransaction(() =>
    {
        act();
        return true;
    });

    /// <summary>Carries out statements, and says how many rows the last of them has changed.</summary>
    public int Execute(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row, or null where that is NULL or there is no row.</summary>
    public object? Scalar(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <summary>The rows as they come, NULL as null; the query ends when the enumeration does.</summary>
    public IEnumerable<object?[]> Query(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return RowOf(reader);
        }
    }

    public void Dispose()
    {
        Snapshots.Abandon();
        Connection.Dispose();
        try
        {
            _scratch?.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The system tidies up its temporary folder itself.
        }
    }

    internal static object?[] RowOf(DuckDBDataReader reader)
    {
        var row = new object?[reader.FieldCount];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i) is var value and not Stream ? value : BytesOf(reader, i);
        }

        return row;
    }

    // A stream over memory of DuckDB's, which is gone with the next row.
    private static byte[] BytesOf(DuckDBDataReader reader, int column)
    {
        using var stream = reader.GetStream(column);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private DuckDBCommand Command(string sql, object?[] parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new DuckDBParameter(parameter ?? DBNull.Value));
        }

        return command;
    }

    private static T Translated<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (DbException exception)
        {
            throw StoreErrors.Translate(path, exception);
        }
    }

    private static StoreFile Open(string path, string settings, string accessMode)
    {
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new StoreException(
                $"The store '{path}' cannot be opened: there is no folder '{folder}'. Create the folder, or name another file.");
        }

        RequireName(path);

        // In full, since DuckDB knows texts that are no path: ':memory:', 'md:…', 's3://…'.
        var connectionString = new DuckDBConnectionStringBuilder { DataSource = System.IO.Path.GetFullPath(path) };
        if (accessMode.Length > 0)
        {
            connectionString["ACCESS_MODE"] = accessMode;
        }

        var isNew = !File.Exists(path);
        var connection = new DuckDBConnection(connectionString.ConnectionString);
        try
        {
            connection.Open();
            if (isNew)
            {
                OwnFile.Make(path);
            }

            var file = new StoreFile(path, connection, accessMode.Length > 0);
            if (settings.Length > 0)
            {
                file.Execute(settings);
            }

            if (!Catalogue.Exists(file))
            {
                Begin(file, accessMode);
            }

            file.Catalogue = Catalogue.Load(file);
            return file;
        }
        catch (DbException exception)
        {
            connection.Dispose();
            throw StoreErrors.Translate(path, exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // DuckDB names a database after its file, and would not tell it from our schemas.
    private static void RequireName(string path)
    {
        var name = System.IO.Path.GetFileName(path).Split('.')[0];
        if (name.Equals("data", StringComparison.OrdinalIgnoreCase) || name.Equals("catalogue", StringComparison.OrdinalIgnoreCase))
        {
            throw new StoreException(
                $"The store '{path}' cannot be opened: within it '{name}' is the name of something else, so its file cannot be called that. "
                + $"Name another file, for instance 'load{System.IO.Path.GetFileName(path)[name.Length..]}'.");
        }
    }

    private static void Begin(StoreFile file, string accessMode)
    {
        // A file of somebody else's must not be mistaken for an empty one.
        var tables = file.Scalar("SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database()");
        if (tables is > 0L || accessMode.Length > 0)
        {
            throw new StoreException(
                $"The file '{file.Path}' is a DuckDB database, but not a store of Cicada. Name another file.");
        }

        Catalogue.Create(file);
    }

    /// <summary>The path of a store that must be there.</summary>
    /// <exception cref="StoreException">It is not there.</exception>
    internal static string Existing(string path) => File.Exists(path)
        ? path
        : throw new StoreException($"There is no store '{path}'. Check the path; a store is created by the first run that records into it.");
}
