using System.Collections.Frozen;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>A measurement as it was at one time: its tables and their columns. Never changes, so any thread may read it.</summary>
internal sealed class StoredMeasurement
{
    private readonly FrozenDictionary<string, StoreColumn> _tags;
    private readonly FrozenDictionary<string, StoreColumn> _fields;

    public StoredMeasurement(MeasurementTable table)
    {
        (Name, PointsTable, SeriesTable, HasRemovedSeries) = (table.Name, table.PointsTable, table.SeriesTable, table.HasRemovedSeries);
        _tags = table.Tags.ToFrozenDictionary(column => column.Name, StringComparer.Ordinal);
        _fields = table.Fields.ToFrozenDictionary(column => column.Name, StringComparer.Ordinal);
        Schema = new(
            _fields.ToFrozenDictionary(pair => pair.Key, pair => KindOf(pair.Value.Type), StringComparer.Ordinal),
            _tags.Keys.ToFrozenSet(StringComparer.Ordinal));
    }

    public string Name { get; }

    public string PointsTable { get; }

    public string SeriesTable { get; }

    /// <summary>Whether points of series are there that were deleted.</summary>
    public bool HasRemovedSeries { get; }

    public PointSchema Schema { get; }

    public int Columns => _tags.Count + _fields.Count;

    public StoreColumn? Tag(string name) => _tags.GetValueOrDefault(name);

    public StoreColumn? Field(string name) => _fields.GetValueOrDefault(name);

    public static QueryValueKind KindOf(FieldType type) => type switch
    {
        FieldType.Float => QueryValueKind.Float,
        FieldType.Integer => QueryValueKind.Integer,
        FieldType.Boolean => QueryValueKind.Boolean,
        _ => QueryValueKind.String,
    };
}
