namespace Cicada.Storage;

/// <summary>
/// A tag or field of a measurement and the column it lives in. The column is called by a number: InfluxDB tells
/// <c>Name</c> from <c>name</c> and lets a tag and a field share a name, SQL does neither.
/// </summary>
/// <param name="Id">Unique within the measurement, in the order the columns were added.</param>
/// <param name="Name">The real name.</param>
/// <param name="IsTag">True for a tag, a column of the series table; false for a field, a column of the points table.</param>
/// <param name="Type">The type; tags are strings. The first point that has the field decides.</param>
internal sealed record StoreColumn(int Id, string Name, bool IsTag, FieldType Type)
{
    public string SqlName => (IsTag ? "t" : "f") + Id;

    public string SqlType => Type switch
    {
        FieldType.Float => "DOUBLE",
        FieldType.Integer => "BIGINT",
        FieldType.Boolean => "BOOLEAN",
        _ => "VARCHAR",
    };
}
