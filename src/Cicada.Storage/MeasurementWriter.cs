using Cicada.Influx;
using DuckDB.NET.Native;

namespace Cicada.Storage;

/// <summary>Writes points to one measurement within the caller's transaction.</summary>
/// <remarks>
/// Points are appended where no earlier point of their series can have their time; whoever appends sees to that. Where one may be there,
/// they are staged and merged.
/// </remarks>
internal sealed class MeasurementWriter
{
    private readonly StoreFile _file;

    public MeasurementWriter(StoreFile file, MeasurementTable table, PointTag scope)
        : this(file, table, SeriesIndex.Load(file, table, scope))
    {
    }

    public MeasurementWriter(StoreFile file, MeasurementTable table, SeriesIndex series)
    {
        _file = file;
        Table = table;
        Series = series;
    }

    public MeasurementTable Table { get; }

    public SeriesIndex Series { get; }

    private IReadOnlyList<DuckDBType> Columns =>
        [DuckDBType.BigInt, DuckDBType.Integer, .. Table.FieldColumns.Select(TypeOf)];

    /// <summary>The place of a field among the columns of a row.</summary>
    public int ColumnOf(string field) => FieldPlace.Of(Table).TryGetValue(field, out var place)
        ? place.Column
        : throw new InvalidOperationException($"Measurement '{Table.Name}' has no field '{field}'; it was to be created with the writer.");

    /// <summary>Gives decimals another column where values are to be written that cannot be one. That comes before all rows: within a transaction DuckDB alters no table that it has updated or deleted from.</summary>
    /// <param name="hasOthers">Whether a field has such values.</param>
    public void MakeRoom(Func<string, bool> hasOthers)
    {
        foreach (var column in Table.Fields.Where(field => field is { IsDecimal: true, Other: null } && hasOthers(field.Name)).ToList())
        {
            _file.Catalogue.EnsureOther(Table, column.Name);
        }
    }

    /// <summary>Begins to append rows; the columns are time, series, and the fields in the table's order.</summary>
    public ChunkWriter Append() => new(_file.Connection, "data", Table.PointsTable, Columns);

    /// <summary>Appends points; the table has a column for each of their tags and fields.</summary>
    public void Write(IReadOnlyList<Point> points)
    {
        MakeRoom(points);
        using var chunk = Append();
        Write(chunk, points);
    }

    /// <summary>
    /// Writes points of which some may be there already: one with the series and time of an earlier point replaces the fields it has
    /// and leaves the others. No two of them share series and time.
    /// </summary>
    public void Merge(IReadOnlyList<Point> points)
    {
        MakeRoom(points);
        Merge(chunk => Write(chunk, points));
    }

    /// <summary>The same for rows that <paramref name="fill"/> writes and completes.</summary>
    public void Merge(Action<ChunkWriter> fill)
    {
        var stage = $"stage_{Table.Id}";
        _file.Execute($"CREATE OR REPLACE TEMP TABLE {stage} AS FROM data.{Table.PointsTable} LIMIT 0");
        using (var chunk = new ChunkWriter(_file.Connection, null, stage, Columns))
        {
            fill(chunk);
        }

        // The bounds are said as numbers, so that only row groups of this stretch of time are looked at.
        var bounds = _file.Query($"SELECT min(time), max(time) FROM temp.{stage}").Single();
        if (bounds is [long first, long last])
        {
            var same = $"p.series = n.series AND p.time = n.time AND p.time BETWEEN {first} AND {last}";
            if (Table.Fields.Count > 0)
            {
                var fields = string.Join(", ", Table.Fields.SelectMany(Merged));
                _file.Execute($"UPDATE data.{Table.PointsTable} AS p SET {fields} FROM temp.{stage} n WHERE {same}");
            }

            _file.Execute(
                $"INSERT INTO data.{Table.PointsTable} FROM temp.{stage} n WHERE NOT EXISTS (FROM data.{Table.PointsTable} p WHERE {same}) ORDER BY n.time");
        }

        _file.Execute($"DROP TABLE temp.{stage}");
    }

    /// <summary>Writes the series that were new; called once after the points, before the commit.</summary>
    public void WriteSeries()
    {
        if (Series.Pending.Count == 0)
        {
            return;
        }

        using var chunk = new ChunkWriter(
            _file.Connection, "data", Table.SeriesTable, [DuckDBType.Integer, .. Table.Tags.Select(_ => DuckDBType.Varchar)]);
        foreach (var (id, values) in Series.Pending)
        {
            chunk.Set(0, id);
            chunk.SetTexts(1, values);
            chunk.EndRow();
        }

        chunk.Complete();
        Series.PendingWritten();
    }

    // Of a value that is in one of two columns the new one takes both.
    private static IEnumerable<string> Merged(StoreColumn field) => field.Other is not { } other
        ? [$"{field.ColumnName} = coalesce(n.{field.ColumnName}, p.{field.ColumnName})"]
        : new[] { field, other }.Select(column =>
            $"{column.ColumnName} = CASE WHEN coalesce(n.{field.ColumnName}::DOUBLE, n.{other.ColumnName}) IS NULL THEN p.{column.ColumnName} ELSE n.{column.ColumnName} END");

    private void MakeRoom(IReadOnlyList<Point> points) => MakeRoom(name =>
        points.Any(point => point.Fields.Any(field => field.Key == name && field.Value.Type == FieldType.Float && !DecimalTime.CanBe(field.Value.AsFloat()))));

    private void Write(ChunkWriter chunk, IReadOnlyList<Point> points)
    {
        var columns = FieldPlace.Of(Table);
        foreach (var point in points)
        {
            chunk.Set(0, point.TimeNanoseconds);
            chunk.Set(1, Series.Find(point.Tags));
            foreach (var field in point.Fields)
            {
                var column = columns[field.Key];

                // DuckDB would take the bytes as they are, or end the process.
                if (column.Type != field.Value.Type)
                {
                    throw new StoreException(new FieldConflict(Table.Name, field.Key, field.Value.Type, column.Type).Sentence)
                    {
                        FailureKind = OutputFailureKind.Permanent,
                    };
                }

                Set(chunk, column, field.Value);
            }

            chunk.EndRow();
        }

        chunk.Complete();
    }

    private static void Set(ChunkWriter chunk, FieldPlace place, FieldValue value)
    {
        switch (value.Type)
        {
            case FieldType.Float:
                // InfluxDB has no such numbers, so a reader expects none.
                if (double.IsFinite(value.AsFloat()))
                {
                    place.Set(chunk, value.AsFloat());
                }

                break;
            case FieldType.Integer:
                chunk.Set(place.Column, value.AsInteger());
                break;
            case FieldType.Boolean:
                chunk.Set(place.Column, value.AsBoolean());
                break;
            default:
                chunk.Set(place.Column, value.AsString());
                break;
        }
    }

    private static DuckDBType TypeOf(StoreColumn column) => column.Type switch
    {
        FieldType.Float => column.IsDecimal ? DuckDBType.Decimal : DuckDBType.Double,
        FieldType.Integer => DuckDBType.BigInt,
        FieldType.Boolean => DuckDBType.Boolean,
        _ => DuckDBType.Varchar,
    };
}
