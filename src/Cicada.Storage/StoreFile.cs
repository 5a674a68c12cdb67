using System.Data.Common;
using DuckDB.NET.Data;

namespace Cicada.Storage;

/// <summary>An open store: the connection to its file, and what is in it. Used by one thread at a time.</summary>
internal sealed class StoreFile : IDisposable
{
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

    public Catalogue Catalogue { get; private set; } = null!;

    /// <summary>Opens the store, or begins one where there is no file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">What DuckDB is set to, in its own words: statements of SET.</param>
    /// <exception cref="StoreException">The file cannot be opened, or is no store.</exception>
    public static StoreFile OpenOrCreate(string path, string settings) => Open(path, settings, "");

    /// <summary>Opens a store that must be there, to change it.</summary>
    public static StoreFile OpenToChange(string path) => Open(Existing(path), "", "");

    /// <summary>
    /// Opens a store that must be there, to read it. What a killed process left in the write-ahead log is read too: DuckDB
    /// replays it in memory and leaves both files as they are.
    /// </summary>
    public static StoreFile OpenToRead(string path)
    {
        // Its owner may have let go of the file for a moment, as after a full disk; it is the owner all the same.
        if (StoreOwnerFile.Find(Existing(path)) is { IsThisProcess: false } owner)
        {
            throw StoreErrors.InUse(path, owner.ProcessId, owner);
        }

        return Open(path, "", "READ_ONLY");
    }

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

    /// <summary>
    /// After a transaction was given up: reads the catalogue anew, since memory may say more than the file. False where DuckDB has given up on the whole instance; then only opening anew helps.
    /// </summary>
    public bool Recover()
    {
        try
        {
            Catalogue = Catalogue.Load(this);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    public void Dispose() => Connection.Dispose();

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

    private static StoreFile Open(string path, string settings, string accessMode)
    {
        if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new StoreException(
                $"The store '{path}' cannot be opened: there is no folder '{folder}'. Create the folder, or name another file.");
        }

        var connectionString = new DuckDBConnectionStringBuilder { DataSource = path };
        if (accessMode.Length > 0)
        {
            connectionString["ACCESS_MODE"] = accessMode;
        }

        var connection = new DuckDBConnection(connectionString.ConnectionString);
        try
        {
            connection.Open();
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

    private static string Existing(string path) => File.Exists(path)
        ? path
        : throw new StoreException($"There is no store '{path}'. Check the path; a store is created by the first run that records into it.");
}
