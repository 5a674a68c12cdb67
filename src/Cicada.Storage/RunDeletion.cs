using System.Data.Common;
using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// Removes runs from every measurement. In one transaction all their series go, which are few: from then on nobody sees anything of the runs. Their points, which may be many,
/// are removed some at a time, by whoever has deleted the runs or, if that one did not come to the end, by whoever opens the store next to change it.
/// </summary>
internal static class RunDeletion
{
    /// <summary>How many points are removed at a time: some tens of milliseconds of work, so that a write that comes meanwhile hardly waits.</summary>
    public const int PointsAtATime = 100_000;

    /// <summary>Removes runs and all their points, for whoever has the file alone.</summary>
    public static void Delete(StoreFile file, IReadOnlyList<string> runs)
    {
        file.InTransaction(() => Begin(file, runs));
        try
        {
            Finish(file);
        }
        catch (DbException)
        {
            // The runs are gone all the same. Whoever opens the file next removes what they have left.
        }
    }

    /// <summary>Removes what is left of runs that were deleted, for whoever has the file alone.</summary>
    public static void Finish(StoreFile file)
    {
        if (!file.Catalogue.Emptying.Any())
        {
            return;
        }

        while (file.InTransaction(() => RemoveSome(file)) > 0)
        {
            // Each step is on disk before the next begins: a crash in between costs none of them.
        }

        FreeRoom(file);
    }

    /// <summary>Takes runs out of sight, within the caller's transaction.</summary>
    public static void Begin(StoreFile file, IReadOnlyList<string> runs)
    {
        file.Execute("CREATE OR REPLACE TEMP TABLE going (run VARCHAR)");
        foreach (var run in runs)
        {
            file.Execute("INSERT INTO temp.going VALUES ($1)", run);
        }

        foreach (var table in file.Catalogue.Measurements(Catalogue.RunsDatabase))
        {
            if (table.Tag(PointNames.Run) is { } tag)
            {
                // A series carries its run, so all series that lose their points are the runs' own.
                var series = $"FROM data.{table.SeriesTable} WHERE {tag.SqlName} IN (FROM temp.going)";
                file.Execute($"INSERT INTO catalogue.removed_series SELECT {table.Id}, id {series}");
                if (file.Execute($"DELETE {series}") > 0)
                {
                    table.SeriesRemovals++;
                    file.Catalogue.NoteRemovals(table, hasRemovedSeries: true);
                }
            }
        }

        file.Execute("DROP TABLE temp.going");
    }

    /// <summary>Removes some of the points that deleted runs have left, within the caller's transaction.</summary>
    /// <returns>How many rows; 0 when nothing is left.</returns>
    public static long RemoveSome(StoreFile file, int most = PointsAtATime)
    {
        foreach (var table in file.Catalogue.Emptying.ToList())
        {
            if (table.Name == MeasurementNames.Default.RequestStatistics && table.View is not null && RemoveSome(file, "merged_histograms", table.Id, most) is var histograms and > 0)
            {
                return histograms;
            }

            if (RemoveSome(file, table.PointsTable, table.Id, most) is var points and > 0)
            {
                return points;
            }

            file.Execute("DELETE FROM catalogue.removed_series WHERE measurement = $1", table.Id);
            file.Catalogue.NoteRemovals(table, hasRemovedSeries: false);
        }

        return 0;
    }

    /// <summary>Gives back the room of what was removed, as far as that can be had now.</summary>
    public static void FreeRoom(StoreFile file)
    {
        try
        {
            file.Execute("CHECKPOINT");
        }
        catch (DbException)
        {
            // The runs are gone all the same; on a full disk, their room is had when the file is opened the next time.
        }
    }

    // By the numbers of rows, since DuckDB looks then at no more of the table than these.
    private static int RemoveSome(StoreFile file, string rows, int measurement, int most)
    {
        var removed = $"series IN (SELECT series FROM catalogue.removed_series WHERE measurement = {measurement})";
        return file.Query($"SELECT min(number), max(number) FROM (SELECT rowid AS number FROM data.{rows} WHERE {removed} LIMIT {most})").Single() is [long first, long last]
            ? file.Execute($"DELETE FROM data.{rows} WHERE rowid BETWEEN {first} AND {last} AND {removed}")
            : 0;
    }
}
