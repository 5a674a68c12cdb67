using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>Estimates how much of the file each run takes: the bytes of a row on average, times the run's rows, for each table.</summary>
internal static class RunSizes
{
    public static IReadOnlyDictionary<string, long> Estimate(StoreFile file, IReadOnlyList<StoredRun> runs)
    {
        var sizes = runs.ToDictionary(run => run.Run, _ => 0.0, StringComparer.Ordinal);
        var tables = Tables(file);
        var spaces = TableSpace.Measure(file, [.. tables.Select(table => table.Points)]);
        foreach (var (points, series, tag) in tables)
        {
            // What is not in the file takes nothing of it: a measurement that only waits in the spool, a table of a newer schema.
            if (!spaces.TryGetValue(points, out var space))
            {
                continue;
            }

            var rows = points == file.Catalogue.Find(MeasurementNames.Default.Requests)?.PointsTable
                ? Requests(file, points, series, tag, runs)
                : Count(file, points, series, tag);
            foreach (var (run, count) in rows)
            {
                if (sizes.TryGetValue(run, out var size))
                {
                    sizes[run] = size + (count * space.BytesOfRow);
                }
            }
        }

        return sizes.ToDictionary(pair => pair.Key, pair => (long)Math.Round(pair.Value), StringComparer.Ordinal);
    }

    public static long Reusable(StoreFile file) =>
        Convert.ToInt64(file.Scalar("SELECT free_blocks * block_size FROM pragma_database_size() WHERE database_name = $1", file.FileCatalog), null);

    /// <summary>The tables that hold points of runs, each with its table of series and the column there that names the run.</summary>
    private static List<(string Points, string Series, string Tag)> Tables(StoreFile file)
    {
        var tables = file.Catalogue.Measurements(Catalogue.RunsDatabase)
            .Where(table => table.Tag(PointNames.Run) is not null)
            .Select(table => (table.PointsTable, table.SeriesTable, table.Tag(PointNames.Run)!.SqlName))
            .ToList();

        if (file.Catalogue.Find(MeasurementNames.Default.RequestStatistics) is { } statistics && statistics.Tag(PointNames.Run) is { } tag)
        {
            tables.Add(("merged_histograms", statistics.SeriesTable, tag.SqlName));
        }

        return tables;
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
