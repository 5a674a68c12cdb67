using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>Removes a run from every measurement, in one transaction.</summary>
internal static class RunDeletion
{
    public static void Delete(StoreFile file, string run)
    {
        using (var transaction = file.Connection.BeginTransaction())
        {
            foreach (var table in file.Catalogue.Measurements(Catalogue.RunsDatabase))
            {
                if (table.Tag(PointNames.Run) is { } tag)
                {
                    // A series carries its run, so all series that lose their points are the run's own.
                    var series = $"SELECT id FROM data.{table.SeriesTable} WHERE {tag.SqlName} = $1";
                    file.Execute($"DELETE FROM data.{table.PointsTable} WHERE series IN ({series})", run);
                    if (table.Name == MeasurementNames.Default.RequestStatistics && table.View is not null)
                    {
                        file.Execute($"DELETE FROM data.merged_histograms WHERE series IN ({series})", run);
                    }

                    file.Execute($"DELETE FROM data.{table.SeriesTable} WHERE {tag.SqlName} = $1", run);
                }
            }

            transaction.Commit();
        }

        file.Execute("CHECKPOINT");
    }
}
