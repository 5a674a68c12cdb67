using System.Data.Common;
using DuckDB.NET.Data;

namespace Cicada.Storage;

/// <summary>The answer to a query in SQL: columns, and rows as they come.</summary>
public sealed class SqlRows : IDisposable
{
    private readonly StoreFile _file;
    private readonly DuckDBCommand _command;
    private readonly DuckDBDataReader _reader;
    private bool _ended;

    private SqlRows(StoreFile file, DuckDBCommand command, DuckDBDataReader reader)
    {
        _file = file;
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
            while (Next())
            {
                yield return StoreFile.RowOf(_reader);
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
        _reader.Dispose();
        _command.Dispose();
        End(_file);
    }

    internal static SqlRows Ask(StoreFile file, string query)
    {
        DuckDBCommand? command = null;
        var begun = false;
        try
        {
            Confine(file);
            ReadStatement.Require(file.Connection, query);

            // Even a file that was opened for changes is not changed by a question: EXPLAIN ANALYZE carries out what it explains.
            file.Execute("BEGIN TRANSACTION READ ONLY");
            begun = true;
            command = file.Connection.CreateCommand();
            command.CommandText = query;
            command.UseStreamingMode = true;
            return new SqlRows(file, command, command.ExecuteReader());
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

    private bool Next()
    {
        try
        {
            return _reader.Read();
        }
        catch (DbException exception)
        {
            throw Refused(exception);
        }
    }

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

    private static void End(StoreFile file) => file.Execute("ROLLBACK");

    // Neither can be taken back while the file is open, which is what is wanted.
    private static void Confine(StoreFile file)
    {
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

    private static StoreException Refused(DbException exception) =>
        new($"The query cannot be answered: {StoreErrors.Sentence(exception.Message)}", exception);
}
