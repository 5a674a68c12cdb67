using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Takes values of fields and tags from the rows of an answer, whose columns are a series and, behind it, fields.</summary>
internal sealed class PointColumns(StoredMeasurement measurement, SeriesPlan plan, List<StoreColumn> fields, int seriesColumn)
{
    // By the number of a series, its place in the plan.
    private int[]? _places;

    public PointColumn Find(ScanColumn column)
    {
        if (column.IsTag)
        {
            return new(plan.Rows.Tags.GetValueOrDefault(column.Name), -1, default, default);
        }

        return ScanSql.FieldOf(column, measurement) is { } field
            ? new(null, seriesColumn + 1 + fields.IndexOf(field), StoredMeasurement.KindOf(field.Type), column.Type)
            : new(null, -1, default, default);
    }

    public QueryValue ValueOf(PointChunk chunk, int row, in PointColumn column)
    {
        if (column.Field < 0)
        {
            return column.Tags?[PlaceOfSeries(chunk.Values<int>(seriesColumn)[row])] is { } tag ? QueryValue.OfString(tag) : QueryValue.Null;
        }

        return chunk.IsNull(column.Field, row)
            ? QueryValue.Null
            : column.Stored switch
            {
                QueryValueKind.Float => FieldCast.Of(chunk.Values<double>(column.Field)[row], column.Wanted),
                QueryValueKind.Integer => FieldCast.Of(chunk.Values<long>(column.Field)[row], column.Wanted),
                QueryValueKind.Boolean => QueryValue.OfBoolean(chunk.Values<byte>(column.Field)[row] != 0),
                _ => QueryValue.OfString(chunk.Values<string>(column.Field)[row]),
            };
    }

    private int PlaceOfSeries(int series) => (_places ??= Places())[series];

    private int[] Places()
    {
        var ids = plan.Rows.Ids;
        var places = new int[ids.Length == 0 ? 0 : ids.Max() + 1];
        for (var i = 0; i < ids.Length; i++)
        {
            places[ids[i]] = i;
        }

        return places;
    }
}
