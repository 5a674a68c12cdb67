using Cicada.Influx;
using Cicada.Storage.Queries;

namespace Cicada.Storage;

/// <summary>Removes points that are older than their retention policy keeps them, some at a time, within the caller's transaction.</summary>
internal static class RetentionStep
{
    // Some 20 ms of work: a write that comes meanwhile hardly waits.
    private const int MostPoints = 100_000;

    /// <summary>Removes up to about 100,000 points of one measurement; more only where many share the last time.</summary>
    /// <returns>How many; 0 when nothing is too old.</returns>
    public static long Remove(StoreFile file, long nowNanoseconds)
    {
        foreach (var database in file.Catalogue.Databases)
        {
            foreach (var (id, policy) in database.Policies)
            {
                if (policy.Duration is not { } duration)
                {
                    continue;
                }

                foreach (var table in file.Catalogue.MeasurementsOf(id))
                {
                    if (Remove(file, table, nowNanoseconds - (duration.Ticks * 100)) is var removed and > 0)
                    {
                        return removed;
                    }
                }
            }
        }

        return 0;
    }

    private static long Remove(StoreFile file, MeasurementTable table, long oldest)
    {
        var last = file.Scalar(
            $"SELECT max(time) FROM (SELECT time FROM data.{table.PointsTable} WHERE time < {oldest} ORDER BY time LIMIT {MostPoints})");
        if (last is not long bound)
        {
            return 0;
        }

        var removed = file.Execute($"DELETE FROM data.{table.PointsTable} WHERE time <= {bound}");
        if (table.Name == MeasurementNames.Default.RequestStatistics && table.View is not null)
        {
            // Minutes that have lost seconds, or all of them.
            file.Execute($"DELETE FROM data.merged_histograms WHERE time < {bound} + {MinuteMerge.Minute}");
        }

        if (file.Scalar($"SELECT 1 FROM data.{table.PointsTable} WHERE time < {oldest} LIMIT 1") is null)
        {
            SeriesRemoval.DropEmpty(file, table);
        }

        return removed;
    }
}
