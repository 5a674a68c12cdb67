using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>Reads the series of a measurement, and removes them, within the caller's transaction.</summary>
internal static class SeriesRemoval
{
    public static IReadOnlyList<IReadOnlyList<PointTag>> Read(StoreFile file, MeasurementTable table)
    {
        var columns = string.Concat(table.Tags.Select(tag => $", {tag.SqlName}"));
        return [.. file.Query($"SELECT id{columns} FROM data.{table.SeriesTable} ORDER BY id").Select(row => TagsOf(table, row))];
    }

    /// <summary>Removes the series that carry all of these tags, and their points.</summary>
    public static int Drop(StoreFile file, MeasurementTable table, IReadOnlyList<PointTag> tags)
    {
        if (SeriesCondition.Of(table, tags) is not { } wanted)
        {
            return 0;
        }

        file.Execute($"DELETE FROM data.{table.PointsTable} WHERE series IN (SELECT id FROM data.{table.SeriesTable} WHERE {wanted.Sql})", wanted.Values);
        return Removed(file, table, wanted.Sql, wanted.Values);
    }

    /// <summary>Removes the series that have no point any more.</summary>
    public static void DropEmpty(StoreFile file, MeasurementTable table) =>
        Removed(file, table, $"id NOT IN (SELECT DISTINCT series FROM data.{table.PointsTable})", []);

    private static int Removed(StoreFile file, MeasurementTable table, string condition, object?[] values)
    {
        if (table.Name == MeasurementNames.Default.RequestStatistics && table.View is not null)
        {
            file.Execute($"DELETE FROM data.merged_histograms WHERE series IN (SELECT id FROM data.{table.SeriesTable} WHERE {condition})", values);
        }

        var removed = file.Execute($"DELETE FROM data.{table.SeriesTable} WHERE {condition}", values);
        if (removed > 0)
        {
            table.SeriesRemovals++;
        }

        return removed;
    }

    internal static List<PointTag> TagsOf(MeasurementTable table, object?[] row)
    {
        var tags = new List<PointTag>();
        for (var i = 0; i < table.Tags.Count; i++)
        {
            if (row[i + 1] is string value)
            {
                tags.Add(new(table.Tags[i].Name, value));
            }
        }

        return tags;
    }
}
