using System.Globalization;
using Cicada.Influx;
using Cicada.Storage.Queries;

namespace Cicada.Storage;

/// <summary>Reads and removes the points of a measurement that carry all of some tags and lie in a stretch of time.</summary>
internal static class PointSelection
{
    public static IReadOnlyList<Point> Read(StoreFile file, MeasurementTable table, IReadOnlyList<PointTag> tags, long from, long to, int limit)
    {
        if (SeriesCondition.Of(table, tags) is not { } wanted)
        {
            return [];
        }

        var columns = string.Concat(table.Tags.Select(tag => $", {tag.SqlName}"));
        var series = file.Query($"SELECT id{columns} FROM data.{table.SeriesTable} WHERE {wanted.Sql}", wanted.Values)
            .ToDictionary(row => (int)row[0]!, row => SeriesRemoval.TagsOf(table, row));
        var fields = string.Concat(table.Fields.Select(column => $", {column.JoinedName}"));
        using var command = file.Connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT p.time, p.series{fields} FROM data.{table.PointsTable} p WHERE {Condition(table, wanted, from, to)} ORDER BY p.time, p.series LIMIT {limit}");
        foreach (var value in wanted.Values)
        {
            command.Parameters.Add(new DuckDB.NET.Data.DuckDBParameter(value!));
        }

        using var reader = command.ExecuteReader();
        var points = new List<Point>();
        while (reader.Read())
        {
            if (RunPointReader.FieldsOf(reader, table) is { Count: > 0 } values)
            {
                points.Add(new Point(table.Name, series[reader.GetInt32(1)], values, reader.GetInt64(0)));
            }
        }

        return points;
    }

    public static long Drop(StoreFile file, MeasurementTable table, IReadOnlyList<PointTag> tags, long from, long to)
    {
        if (SeriesCondition.Of(table, tags) is not { } wanted)
        {
            return 0;
        }

        var dropped = file.Execute($"DELETE FROM data.{table.PointsTable} p WHERE {Condition(table, wanted, from, to)}", wanted.Values);
        if (dropped > 0)
        {
            MinuteMerge.Forget(file, table);
            SeriesRemoval.DropEmpty(file, table);
        }

        return dropped;
    }

    private static string Condition(MeasurementTable table, SeriesCondition wanted, long from, long to) => string.Create(
        CultureInfo.InvariantCulture,
        $"p.time >= {from} AND p.time < {to} AND p.series IN (SELECT id FROM data.{table.SeriesTable} WHERE {wanted.Sql})");
}
