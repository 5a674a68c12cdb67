namespace Cicada.Storage;

/// <summary>How much of the file the rows of a table take, compressed.</summary>
/// <param name="Rows">Rows that have left the log.</param>
/// <param name="Bytes">The bytes these take.</param>
/// <param name="BytesOfRow">The bytes of a row on average; where all are still in the log, as if each value were a number.</param>
internal readonly record struct TableSpace(long Rows, long Bytes, double BytesOfRow)
{
    // Of a table of which nothing has left the log.
    private const double BytesOfValue = 8;

    /// <summary>Measures tables of schema <c>data</c>; those that are not in the file, since all of them waits in the spool, are left out.</summary>
    /// <remarks>
    /// A block is cut into segments of columns, also of several tables; a segment reaches to where the next one begins. Rows that are
    /// only in the log so far will be as large as the others.
    /// </remarks>
    public static IReadOnlyDictionary<string, TableSpace> Measure(StoreFile file, IReadOnlyCollection<string> tables)
    {
        var catalog = file.FileCatalog;
        var inFile = file.Query("SELECT table_name FROM duckdb_tables() WHERE database_name = $1 AND schema_name = 'data'", catalog)
            .Select(row => (string)row[0]!)
            .ToHashSet(StringComparer.Ordinal);
        var owners = tables.Where(inFile.Contains).ToList();
        if (owners.Count == 0)
        {
            return new Dictionary<string, TableSpace>();
        }

        // The current database, named after its file, is left unnamed: here DuckDB does not read a quote in a name.
        var prefix = file.Scalar("SELECT current_database()") is string current && current == catalog ? "" : catalog + ".";
        var union = string.Join(" UNION ALL ", owners.Select(table => $"SELECT '{table}' AS owner, * FROM pragma_storage_info('{prefix}data.{table}')"));
        var rows = file.Query(
            $"""
            WITH blocks AS (SELECT block_size AS bytes FROM pragma_database_size() WHERE database_name = $1),
                segments AS MATERIALIZED ({union}),
                placed AS (
                    SELECT owner, lead(block_offset, 1, (SELECT bytes FROM blocks)) OVER (PARTITION BY block_id ORDER BY block_offset) - block_offset AS bytes
                    FROM segments WHERE persistent AND block_id >= 0
                    UNION ALL
                    SELECT owner, (SELECT bytes FROM blocks)
                    FROM (SELECT DISTINCT owner, unnest(additional_block_ids) AS block FROM segments WHERE persistent)),
                taken AS (SELECT owner, CAST(sum(bytes) AS BIGINT) AS bytes FROM placed GROUP BY owner),
                held AS (
                    SELECT owner, CAST(sum(count) AS BIGINT) AS rows
                    FROM segments WHERE persistent AND column_id = 0 AND segment_type <> 'VALIDITY' GROUP BY owner),
                shapes AS (SELECT table_name AS owner, column_count AS columns FROM duckdb_tables() WHERE database_name = $1 AND schema_name = 'data')
            SELECT owner, coalesce(held.rows, 0), coalesce(taken.bytes, 0), shapes.columns
            FROM shapes LEFT JOIN held USING (owner) LEFT JOIN taken USING (owner)
            """,
            catalog);
        return rows.ToDictionary(
            row => (string)row[0]!,
            row =>
            {
                var (held, taken) = ((long)row[1]!, (long)row[2]!);
                return new TableSpace(held, taken, held > 0 ? (double)taken / held : BytesOfValue * (long)row[3]!);
            },
            StringComparer.Ordinal);
    }
}
