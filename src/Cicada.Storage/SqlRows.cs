using System.Data.Common;
using DuckDB.NET.Data;

namespace Cicada.Storage;

/// <summary>The answer to a query in SQL: columns, and rows as they come.</summary>
public sealed class SqlRows : IDisposable
{
    private readonly StoreFile _file;
    private readonly RunSnapshot? _snapshot;
    private readonly DuckDBCommand _command;
    private readonly DuckDBDataReader _reader;
    private bool _ended;

    private SqlRows(StoreFile file, RunSnapshot? snapshot, DuckDBCommand command, DuckDBDataReader reader)
    {
        _file = file;
        _snapshot = snapshot;
        _command = command;
        _reader = reader;
        Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        Types = [.. Enumerable.Range(0, reader.FieldCount).Select(i => TypeName(reader.GetDataTypeName(i)))];
    }

    /// <summary>The names of the columns; a name may occur twice.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>DuckDB's names of the columns' types, for instance <c>BIGINT</c>, <c>VARCHAR</c> or <c>DOUBLE</c>.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>
    /// The rows, each with a value or null for each column; can be enumerated once. Values are .NET's: <see cref="long"/>,
    /// <see cref="double"/>, <see cref="string"/>, <see cref="DateTime"/> (to 100 ns; <c>epoch_ns(time)</c> gives all digits), lists …
    /// </summary>
    /// <exception cref="StoreException">DuckDB meets an error on the way.</exception>
    public IEnumerable<IReadOnlyList<object?>> Rows
    {
        get
        {
            while (Next() is { } row)
            {
                yield return row;
            }
        }
    }

    /// <summary>Ends the query; may be called twice.</summary>
    public void Dispose()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        if (_snapshot is null)
        {
            Settle();
        }
        else
        {
            _snapshot.Settle(Settle);
        }
    }

    /// <summary>Asks.</summary>
    /// <param name="file">The store.</param>
    /// <param name="query">The statement.</param>
    /// <param name="snapshot">Where the file is one: the snapshot, which may be taken away.</param>
    internal static SqlRows Ask(StoreFile file, string query, RunSnapshot? snapshot = null)
    {
        DuckDBCommand? command = null;
        var begun = false;
        try
        {
            Confine(file);
            ReadStatement.Require(file.Connection, query);

            // Even a file that was opened for changes is not changed by a question: EXPLAIN ANALYZE carries out what it explains.
            // A snapshot is such a transaction already.
            if (!file.IsSnapshot)
            {
                file.Execute("BEGIN TRANSACTION READ ONLY");
                begun = true;
            }

            command = file.Connection.CreateCommand();
            command.CommandText = query;
            command.UseStreamingMode = true;
            return new SqlRows(file, snapshot, command, command.ExecuteReader());
        }
        catch (Exception exception)
        {
            command?.Dispose();
            if (begun)
            {
                End(file);
            }

            if (exception is DbException refused)
            {
                throw Refused(refused);
            }

            throw;
        }
    }

    private void Settle()
    {
        _reader.Dispose();
        _command.Dispose();
        End(_file);
    }

    private object?[]? Next()
    {
        try
        {
            return Guarded(() => _reader.Read() ? StoreFile.RowOf(_reader) : null);
        }
        catch (DbException exception)
        {
            throw Refused(exception);
        }
    }

    private T Guarded<T>(Func<T> act) => _snapshot is null ? act() : _snapshot.Ask(act);

    // DuckDB.NET calls the types after its own enumeration.
    private static string TypeName(string type) => type switch
    {
        "TimestampNs" => "TIMESTAMP_NS",
        "TimestampMs" => "TIMESTAMP_MS",
        "TimestampS" => "TIMESTAMP_S",
        "TimestampTz" => "TIMESTAMP WITH TIME ZONE",
        "TimeTz" => "TIME WITH TIME ZONE",
        "UnsignedTinyInt" => "UTINYINT",
        "UnsignedSmallInt" => "USMALLINT",
        "UnsignedInteger" => "UINTEGER",
        "UnsignedBigInt" => "UBIGINT",
        "UnsignedHugeInt" => "UHUGEINT",
        _ => type.ToUpperInvariant(),
    };

    private static void End(StoreFile file)
    {
        if (!file.IsSnapshot)
        {
            file.Execute("ROLLBACK");
        }
    }

    // Neither can be taken back while the file is open, which is what is wanted.
    private static void Confine(StoreFile file)
    {
        if (file.IsSnapshot)
        {
            return;
        }

        if (file.Scalar("SELECT current_setting('lock_configuration')") is not true)
        {
            file.Execute(
                """
                SET autoinstall_known_extensions = false;
                SET autoload_known_extensions = false;
                SET enable_external_access = false;
                SET lock_configuration = true;
                """);
        }
    }

    private static StoreException Refused(DbException exception) => StoreErrors.IsTooLittleMemory(exception)
        ? new($"The query cannot be answered: it takes more memory than all that is asked together may have ({StoreErrors.Reason(exception.Message)}). Ask for less at a time, or again later.", exception)
        : new($"The query cannot be answered: {StoreErrors.Sentence(exception.Message)}", exception);
}
