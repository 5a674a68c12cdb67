using System.Data.Common;
using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>Removes runs from every measurement, all of them in one transaction: a pass and a checkpoint for each would take longer by far.</summary>
internal static class RunDeletion
{
    public static void Delete(StoreFile file, IReadOnlyList<string> runs)
    {
        using (var transaction = file.Connection.BeginTransaction())
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
                    var series = $"SELECT id FROM data.{table.SeriesTable} WHERE {tag.SqlName} IN (FROM temp.going)";
                    file.Execute($"DELETE FROM data.{table.PointsTable} WHERE series IN ({series})");
                    if (table.Name == MeasurementNames.Default.RequestStatistics && table.View is not null)
                    {
                        file.Execute($"DELETE FROM data.merged_histograms WHERE series IN ({series})");
                    }

                    if (file.Execute($"DELETE FROM data.{table.SeriesTable} WHERE {tag.SqlName} IN (FROM temp.going)") > 0)
                    {
                        table.SeriesRemovals++;
                    }
                }
            }

            file.Execute("DROP TABLE temp.going");
            transaction.Commit();
        }

        try
        {
            file.Execute("CHECKPOINT");
        }
        catch (DbException)
        {
            // The runs are gone all the same; on a full disk, their room is had when the file is opened the next time.
        }
    }
}
