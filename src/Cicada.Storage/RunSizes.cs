using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>Estimates how much of the file each run takes: the bytes of a row on average, times the run's rows, for each table.</summary>
internal static class RunSizes
{
    // Of a table of which nothing has left the log: as if each value were a number.
    private const double BytesOfValue = 8;

    public static IReadOnlyDictionary<string, long> Estimate(StoreFile file, IReadOnlyList<StoredRun> runs)
    {
        var sizes = runs.ToDictionary(run => run.Run, _ => 0.0, StringComparer.Ordinal);
        var tables = Tables(file);
        var bytesOfRows = BytesOfRows(file, tables);
        foreach (var (points, series, tag) in tables)
        {
            var bytesOfRow = bytesOfRows[points];
            var rows = points == file.Catalogue.Find(MeasurementNames.Default.Requests)?.PointsTable
                ? Requests(file, points, series, tag, runs)
                : Count(file, points, series, tag);
            foreach (var (run, count) in rows)
            {
                if (sizes.TryGetValue(run, out var size))
                {
                    sizes[run] = size + (count * bytesOfRow);
                }
            }
        }

        return sizes.ToDictionary(pair => pair.Key, pair => (long)Math.Round(pair.Value), StringComparer.Ordinal);
    }

    public static long Reusable(StoreFile file) =>
        Convert.ToInt64(file.Scalar("SELECT free_blocks * block_size FROM pragma_database_size() WHERE database_name = current_database()"), null);

    /// <summary>The tables that hold points of runs, each with its table of series and the column there that names the run.</summary>
    private static List<(string Points, string Series, string Tag)> Tables(StoreFile file)
    {
        var tables = file.Catalogue.Measurements(Catalogue.RunsDatabase)
            .Where(table => table.Tag(PointNames.Run) is not null)
            .Select(table => (table.PointsTable, table.SeriesTable, table.Tag(PointNames.Run)!.SqlName))
            .ToList();

        // A file of an older schema that was opened to be read has none.
        if (file.Catalogue.Find(MeasurementNames.Default.RequestStatistics) is { } statistics && statistics.Tag(PointNames.Run) is { } tag
            && file.Scalar("SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'data' AND table_name = 'merged_histograms'") is > 0L)
        {
            tables.Add(("merged_histograms", statistics.SeriesTable, tag.SqlName));
        }

        return tables;
    }

    // A block is cut into segments of columns, also of several tables; a segment reaches to where the next one begins. Rows that are
    // only in the log so far will be as large as the others.
    private static Dictionary<string, double> BytesOfRows(StoreFile file, List<(string Points, string Series, string Tag)> tables)
    {
        if (tables.Count == 0)
        {
            return [];
        }

        var union = string.Join(
            " UNION ALL ",
            tables.Select(table => $"SELECT '{table.Points}' AS owner, * FROM pragma_storage_info('data.{table.Points}')"));
        var rows = file.Query(
            $"""
            WITH blocks AS (SELECT block_size AS bytes FROM pragma_database_size() WHERE database_name = current_database()),
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
                shapes AS (SELECT table_name AS owner, column_count AS columns FROM duckdb_tables() WHERE schema_name = 'data')
            SELECT owner, coalesce(held.rows, 0), coalesce(taken.bytes, 0), shapes.columns
            FROM shapes LEFT JOIN held USING (owner) LEFT JOIN taken USING (owner)
            """);
        return rows.ToDictionary(
            row => (string)row[0]!,
            row => (long)row[1]! > 0 ? (double)(long)row[2]! / (long)row[1]! : BytesOfValue * (long)row[3]!,
            StringComparer.Ordinal);
    }

    // What a run recorded is in its description, so the many rows of requests are counted only for runs without an end, or where the
    // descriptions speak of more rows than there are: points were deleted, or came from elsewhere.
    private static Dictionary<string, long> Requests(
        StoreFile file, string points, string series, string tag, IReadOnlyList<StoredRun> runs)
    {
        var known = runs.Where(run => run.RequestsStored is not null).ToDictionary(run => run.Run, run => run.RequestsStored!.Value, StringComparer.Ordinal);
        foreach (var run in runs.Where(run => run.RequestsStored is null))
        {
            var count = file.Scalar(
                $"SELECT count(*) FROM data.{points} WHERE series IN (SELECT id FROM data.{series} WHERE {tag} = $1)", run.Run);
            known[run.Run] = (long)count!;
        }

        return known.Values.Sum() <= (long)file.Scalar($"SELECT count(*) FROM data.{points}")! ? known : Count(file, points, series, tag);
    }

    private static Dictionary<string, long> Count(StoreFile file, string points, string series, string tag) =>
        file.Query(
            $"""
            SELECT s.{tag}, CAST(sum(p.rows) AS BIGINT)
            FROM (SELECT series, count(*) AS rows FROM data.{points} GROUP BY series) p JOIN data.{series} s ON s.id = p.series
            WHERE s.{tag} IS NOT NULL GROUP BY 1
            """)
        .ToDictionary(row => (string)row[0]!, row => (long)row[1]!, StringComparer.Ordinal);
}
