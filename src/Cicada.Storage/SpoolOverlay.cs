using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// Opens a store to be read together with what waits for it in the spool, and changes neither: a database in memory has the
/// store's catalogue and series, the spooled points, and for each table of points a view over both.
/// </summary>
/// <remarks>
/// To whoever asks, it looks like the file: the same schemas, tables and columns. Points that had reached the file before their
/// spool file could be removed are counted once.
/// </remarks>
internal static class SpoolOverlay
{
    /// <summary>The name by which the file is known.</summary>
    public const string Kept = "kept";

    /// <summary>Opens the store at a path, with the spool files that wait for it.</summary>
    public static StoreFile Open(string path, IReadOnlyList<string> spoolFiles)
    {
        var file = StoreFile.OpenInMemory(path, Kept);
        try
        {
            file.UseScratch();
            file.Execute($"ATTACH {SqlText.Literal(Path.GetFullPath(path))} AS {Kept} (READ_ONLY)");
            SchemaMigration.RequireKnown(file, Kept);
            CopyCatalogue(file);
            file.LoadCatalogue();
            AddSpooled(file, spoolFiles);
            LayOver(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void CopyCatalogue(StoreFile file)
    {
        Catalogue.Create(file);
        var shard = SchemaMigration.Version(file, Kept) < 2 ? "NULL" : "shard_group_duration_ns";
        file.Execute(
            $"""
            DELETE FROM catalogue.databases;
            DELETE FROM catalogue.retention_policies;
            INSERT INTO catalogue.databases FROM {Kept}.catalogue.databases;
            INSERT INTO catalogue.retention_policies (id, database, name, duration_ns, is_default, shard_group_duration_ns)
                SELECT id, database, name, duration_ns, is_default, {shard} FROM {Kept}.catalogue.retention_policies;
            INSERT INTO catalogue.measurements FROM {Kept}.catalogue.measurements;
            INSERT INTO catalogue.columns FROM {Kept}.catalogue.columns;
            """);
        if (SchemaMigration.Version(file, Kept) >= 4)
        {
            file.Execute($"INSERT INTO catalogue.removed_series FROM {Kept}.catalogue.removed_series");
        }

        foreach (var row in file.Query("SELECT id FROM catalogue.measurements").ToList())
        {
            file.Execute(
                $"""
                CREATE TABLE data.series_{row[0]} AS FROM {Kept}.data.series_{row[0]};
                CREATE TABLE data.points_{row[0]} AS FROM {Kept}.data.points_{row[0]} LIMIT 0;
                """);
        }
    }

    private static void AddSpooled(StoreFile file, IReadOnlyList<string> spoolFiles)
    {
        foreach (var run in spoolFiles.GroupBy(SpoolReplay.RunOf))
        {
            RunRecorder? recorder = null;
            foreach (var path in run)
            {
                try
                {
                    SpoolReplay.Write(file, ref recorder, run.Key, SpoolFiles.Read(path));
                }
                catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
                {
                    // A reader makes do with what can be read; whoever takes the spool in sets the file aside.
                }
                catch (StoreException exception) when (exception.FailureKind == OutputFailureKind.Permanent)
                {
                    // It contradicts what is in the store.
                    recorder = null;
                    file.LoadCatalogue();
                }
            }
        }
    }

    private static void LayOver(StoreFile file)
    {
        var kept = file.Query($"SELECT id FROM {Kept}.catalogue.measurements").Select(row => (int)row[0]!).ToHashSet();
        foreach (var table in file.Catalogue.Databases.SelectMany(database => file.Catalogue.Measurements(database.Name)).ToList())
        {
            if (kept.Contains(table.Id))
            {
                LayOver(file, table);
            }

            if (table.Name == MeasurementNames.Default.Requests && table.View is not null)
            {
                file.Spooled = Count(file, table, kept.Contains(table.Id));
            }

            table.ViewIsStale = true;
            file.Catalogue.CompleteView(table);
        }

        LayOverHistograms(file, kept);
    }

    private static void LayOver(StoreFile file, MeasurementTable table)
    {
        var points = table.PointsTable;
        file.Execute(
            $"""
            DELETE FROM data.{points} n WHERE EXISTS (FROM {Kept}.data.{points} p WHERE p.series = n.series AND p.time = n.time
                AND p.time BETWEEN (SELECT min(time) FROM data.{points}) AND (SELECT max(time) FROM data.{points}));
            ALTER TABLE data.{points} RENAME TO spooled_{points};
            """);

        // Some questions ask for rows by number; those of the spool come behind those of the file.
        var known = file.Query($"SELECT column_name FROM duckdb_columns() WHERE database_name = '{Kept}' AND schema_name = 'data' AND table_name = '{points}'")
            .Select(row => (string)row[0]!).ToHashSet();
        var fields = table.FieldColumns.Select(column => column.ColumnName).ToList();
        var ofFile = string.Concat(fields.Select(name => known.Contains(name) ? $", {name}" : $", NULL AS {name}"));
        file.Execute(
            $"""
            CREATE VIEW data.{points} AS
            SELECT time, series{ofFile}, rowid AS rowid FROM {Kept}.data.{points}
            UNION ALL
            SELECT time, series{string.Concat(fields.Select(name => $", {name}"))}, rowid + (SELECT coalesce(max(rowid), -1) + 1 FROM {Kept}.data.{points}) FROM data.spooled_{points}
            """);
    }

    // A minute some of whose seconds wait in the spool would be merged without them, so runs with a spool are merged from their seconds.
    private static void LayOverHistograms(StoreFile file, HashSet<int> kept)
    {
        file.Execute("DELETE FROM data.merged_histograms");
        if (SchemaMigration.Version(file, Kept) < 2
            || file.Catalogue.Find(MeasurementNames.Default.RequestStatistics) is not { } table
            || table.Tag(PointNames.Run) is not { } run
            || !kept.Contains(table.Id))
        {
            return;
        }

        file.Execute(
            $"""
            INSERT INTO data.merged_histograms SELECT h.* FROM {Kept}.data.merged_histograms h JOIN data.{table.SeriesTable} s ON s.id = h.series
            WHERE s.{run.SqlName} NOT IN (
                SELECT s.{run.SqlName} FROM data.spooled_{table.PointsTable} p JOIN data.{table.SeriesTable} s ON s.id = p.series)
            """);
    }

    private static Dictionary<string, long> Count(StoreFile file, MeasurementTable table, bool isLaidOver)
    {
        var points = isLaidOver ? "spooled_" + table.PointsTable : table.PointsTable;
        return file.Query(
                $"""
                SELECT s.{table.Tag(PointNames.Run)!.SqlName}, count(*) FROM data.{points} p JOIN data.{table.SeriesTable} s ON s.id = p.series GROUP BY 1
                """)
            .ToDictionary(row => (string)row[0]!, row => (long)row[1]!, StringComparer.Ordinal);
    }
}
