using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Cicada.Storage;

/// <summary>Decides whether a text is one statement that only reads, by asking DuckDB's own parser.</summary>
internal static partial class ReadStatement
{
    /// <summary>Throws a sentence unless it is one statement that reads.</summary>
    public static void Require(DuckDBConnection connection, string query)
    {
        var count = NativeMethods.ExtractStatements.DuckDBExtractStatements(connection.NativeConnection, query, out var statements);
        using (statements)
        {
            if (count == 0)
            {
                var said = NativeMethods.ExtractStatements.DuckDBExtractStatementsError(statements);
                throw new StoreException(string.IsNullOrEmpty(said)
                    ? "The query is empty; expected one statement that reads, for instance 'SELECT count(*) FROM cicada_requests'."
                    : $"The query is not SQL that DuckDB understands: {StoreErrors.Sentence(said)}");
            }

            if (count > 1)
            {
                throw new StoreException(
                    $"The query consists of {count} statements; one that reads was expected. "
                    + "Ask them one at a time (a PIVOT that finds its columns itself counts as several).");
            }

            var state = NativeMethods.ExtractStatements.DuckDBPrepareExtractedStatement(connection.NativeConnection, statements, 0, out var prepared);
            using (prepared)
            {
                if (state != DuckDBState.Success)
                {
                    var said = NativeMethods.PreparedStatements.DuckDBPrepareError(prepared);
                    throw new StoreException($"The query cannot be answered: {StoreErrors.Sentence(said)}");
                }

                var type = StatementType(prepared.DangerousGetHandle());
                if (type is not (DuckDBStatementType.Select or DuckDBStatementType.Explain))
                {
                    // Which kind it is is not said: DuckDB.NET's names for the later kinds are not DuckDB's (ATTACH is its LogicalPlan).
                    throw new StoreException(
                        "The query does not only read; such statements are not answered. Write for instance SELECT, SHOW, DESCRIBE or EXPLAIN.");
                }
            }
        }
    }

    // The one function of DuckDB's C interface we need that DuckDB.NET does not show.
    [LibraryImport("duckdb", EntryPoint = "duckdb_prepared_statement_type")]
    private static partial DuckDBStatementType StatementType(IntPtr prepared);
}
