using Cicada.Influx;
using DuckDB.NET.Native;

namespace Cicada.Storage;

/// <summary>
/// Appends points to one measurement within the caller's transaction. Points are appended, not merged: whoever writes
/// sees to it that no two points of a series share a time.
/// </summary>
internal sealed class MeasurementWriter
{
    private readonly StoreFile _file;

    public MeasurementWriter(StoreFile file, MeasurementTable table, PointTag scope)
    {
        _file = file;
        Table = table;
        Series = SeriesIndex.Load(file, table, scope);
    }

    public MeasurementTable Table { get; }

    public SeriesIndex Series { get; }

    /// <summary>Begins to append rows; the columns are time, series, and the fields in the table's order.</summary>
    public ChunkWriter Append() => new(
        _file.Connection, Table.PointsTable, [DuckDBType.BigInt, DuckDBType.Integer, .. Table.Fields.Select(field => TypeOf(field.Type))]);

    /// <summary>Appends points; the table has a column for each of their tags and fields.</summary>
    public void Write(IEnumerable<Point> points)
    {
        var columns = new Dictionary<string, (int Index, FieldType Type)>(StringComparer.Ordinal);
        for (var i = 0; i < Table.Fields.Count; i++)
        {
            columns.Add(Table.Fields[i].Name, (i + 2, Table.Fields[i].Type));
        }

        using var chunk = Append();
        foreach (var point in points)
        {
            chunk.Set(0, point.TimeNanoseconds);
            chunk.Set(1, Series.Find(point.Tags));
            foreach (var field in point.Fields)
            {
                var (column, type) = columns[field.Key];
                Set(chunk, column, type, field.Value);
            }

            chunk.EndRow();
        }

        chunk.Complete();
    }

    /// <summary>Writes the series that were new; called once after the points, before the commit.</summary>
    public void WriteSeries()
    {
        if (Series.Pending.Count == 0)
        {
            return;
        }

        using var chunk = new ChunkWriter(
            _file.Connection, Table.SeriesTable, [DuckDBType.Integer, .. Table.Tags.Select(_ => DuckDBType.Varchar)]);
        foreach (var (id, values) in Series.Pending)
        {
            chunk.Set(0, id);
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] is { } value)
                {
                    chunk.Set(i + 1, value);
                }
            }

            chunk.EndRow();
        }

        chunk.Complete();
        Series.PendingWritten();
    }

    private static void Set(ChunkWriter chunk, int column, FieldType columnType, FieldValue value)
    {
        switch (value.Type)
        {
            case FieldType.Float:
                // InfluxDB has no such numbers, so a reader expects none.
                if (double.IsFinite(value.AsFloat()))
                {
                    chunk.Set(column, value.AsFloat());
                }

                break;
            case FieldType.Integer when columnType == FieldType.Float:
                chunk.Set(column, (double)value.AsInteger());
                break;
            case FieldType.Integer:
                chunk.Set(column, value.AsInteger());
                break;
            case FieldType.Boolean:
                chunk.Set(column, value.AsBoolean());
                break;
            default:
                chunk.Set(column, value.AsString());
                break;
        }
    }

    private static DuckDBType TypeOf(FieldType type) => type switch
    {
        FieldType.Float => DuckDBType.Double,
        FieldType.Integer => DuckDBType.BigInt,
        FieldType.Boolean => DuckDBType.Boolean,
        _ => DuckDBType.Varchar,
    };
}
