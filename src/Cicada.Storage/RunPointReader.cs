using System.Globalization;
using Cicada.Influx;
using DuckDB.NET.Data;

namespace Cicada.Storage;

/// <summary>Reads the points of a run back as they were written, with a bounded number of them in memory.</summary>
internal static class RunPointReader
{
    // DuckDB numbers the rows of a table as they were appended. Asking for one stretch of numbers after the other keeps both the
    // order and the memory, whatever the number of threads: a stretch of requests is about 10 MB.
    private const long Stretch = 100_000;

    /// <summary>The measurements of runs, the descriptions of runs first: a reader then knows at once whose points follow.</summary>
    public static IEnumerable<(MeasurementTable Table, StoreColumn Run)> Measurements(StoreFile file) =>
        from table in file.Catalogue.Measurements(Catalogue.RunsDatabase)
        let run = table.Tag(PointNames.Run)
        where run is not null
        orderby table.Name != MeasurementNames.Default.Runs, table.Id
        select (table, run);

    /// <summary>The measurement of a name.</summary>
    /// <exception cref="StoreException">There is none, or not one of runs.</exception>
    public static (MeasurementTable Table, StoreColumn Run) Require(StoreFile file, string measurement)
    {
        var table = file.Catalogue.Find(measurement);
        if (table?.Tag(PointNames.Run) is { } run)
        {
            return (table, run);
        }

        var known = file.Catalogue.Measurements(Catalogue.RunsDatabase)
            .Where(one => one.Tag(PointNames.Run) is not null)
            .Select(one => $"'{one.Name}'");
        throw new StoreException(
            $"There is no measurement '{measurement}' of runs in the store '{file.Path}'; "
            + $"there are {string.Join(", ", known)}. Name one of them.");
    }

    public static long Count(StoreFile file, MeasurementTable table, StoreColumn runTag, string run) =>
        (long)file.Scalar($"SELECT count(*) FROM data.{table.PointsTable} p WHERE {OfRun(table, runTag)}", run)!;

    /// <summary>The points of one measurement, in the order they were recorded.</summary>
    public static IEnumerable<Point> Read(StoreFile file, MeasurementTable table, StoreColumn runTag, string run)
    {
        var series = SeriesOf(file, table, runTag, run);
        var fields = string.Concat(table.Fields.Select(field => $", {field.JoinedName}"));
        using var command = file.Connection.CreateCommand();
        command.CommandText =
            $"""
            SELECT p.time, p.series{fields} FROM data.{table.PointsTable} p
            WHERE {OfRun(table, runTag)} AND p.rowid >= $2 AND p.rowid < $3 ORDER BY p.rowid
            """;
        foreach (var (from, to) in Stretches(file, table, runTag, run))
        {
            command.Parameters.Clear();
            command.Parameters.Add(new DuckDBParameter(run));
            command.Parameters.Add(new DuckDBParameter(from));
            command.Parameters.Add(new DuckDBParameter(to));
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                if (FieldsOf(reader, table) is { Count: > 0 } values)
                {
                    yield return new Point(table.Name, series[reader.GetInt32(1)], values, reader.GetInt64(0));
                }
            }
        }
    }

    /// <summary>Stretches of row numbers, from one up to another, that together hold all rows of a run.</summary>
    public static IEnumerable<(long From, long To)> Stretches(StoreFile file, MeasurementTable table, StoreColumn runTag, string run)
    {
        var bounds = file.Query($"SELECT min(p.rowid), max(p.rowid) FROM data.{table.PointsTable} p WHERE {OfRun(table, runTag)}", run).Single();
        if (bounds is [long first, long last])
        {
            for (var from = first; from <= last; from += Stretch)
            {
                yield return (from, from + Stretch);
            }
        }
    }

    /// <summary>The condition that a point <c>p</c> belongs to the run that is the first parameter.</summary>
    public static string OfRun(MeasurementTable table, StoreColumn runTag) =>
        $"p.series IN (SELECT id FROM data.{table.SeriesTable} WHERE {runTag.SqlName} = $1)";

    private static Dictionary<int, PointTag[]> SeriesOf(StoreFile file, MeasurementTable table, StoreColumn runTag, string run)
    {
        var series = new Dictionary<int, PointTag[]>();
        var tags = string.Concat(table.Tags.Select(tag => $", {tag.SqlName}"));
        foreach (var row in file.Query($"SELECT id{tags} FROM data.{table.SeriesTable} WHERE {runTag.SqlName} = $1", run))
        {
            series[Convert.ToInt32(row[0], CultureInfo.InvariantCulture)] =
            [
                .. table.Tags.Zip(row.Skip(1)).Where(pair => pair.Second is not null).Select(pair => new PointTag(pair.First.Name, (string)pair.Second!)),
            ];
        }

        return series;
    }

    /// <summary>The fields of a row whose columns are time, series and all fields of the table.</summary>
    public static List<PointField> FieldsOf(DuckDBDataReader reader, MeasurementTable table)
    {
        var values = new List<PointField>(table.Fields.Count);
        for (var i = 0; i < table.Fields.Count; i++)
        {
            if (reader.IsDBNull(i + 2))
            {
                continue;
            }

            var field = table.Fields[i];
            values.Add(new(field.Name, field.Type switch
            {
                FieldType.Float => FieldValue.Float(reader.GetDouble(i + 2)),
                FieldType.Integer => FieldValue.Integer(reader.GetInt64(i + 2)),
                FieldType.Boolean => FieldValue.Boolean(reader.GetBoolean(i + 2)),
                _ => FieldValue.String(reader.GetString(i + 2)),
            }));
        }

        return values;
    }
}
