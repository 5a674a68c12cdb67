namespace Cicada.Influx.Selection;

/// <summary>What a prepared SELECT takes points from.</summary>
internal abstract record PreparedSource
{
    public sealed record Measurement(MeasurementKey Key, PointSchema Schema) : PreparedSource;

    /// <summary>The answer of another SELECT, whose columns are fields, and whose groups are tags.</summary>
    public sealed record Subquery(PreparedSelect Query) : PreparedSource;
}
