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
    /// <summary>Whether a float is kept as <see cref="DecimalTime"/>.</summary>
    public bool IsDecimal { get; init; }

    /// <summary>Of a decimal the column for values it cannot say, once there was one: a point has its value in one of the two.</summary>
    public StoreColumn? Other { get; init; }

    /// <summary>The column in its table, for what defines or changes it.</summary>
    public string ColumnName => (IsTag ? "t" : "f") + Id;

    /// <summary>How a question says the value where the table has no other name: a float is a double, however it is kept.</summary>
    public string SqlName => Say("");

    /// <summary>How a question says the value of a field where the points table is <c>p</c>, as in <see cref="MeasurementTable.Joined"/>.</summary>
    public string JoinedName => Say("p.");

    public string SqlType => Type switch
    {
        FieldType.Float => IsDecimal ? DecimalTime.SqlType : "DOUBLE",
        FieldType.Integer => "BIGINT",
        FieldType.Boolean => "BOOLEAN",
        _ => "VARCHAR",
    };

    private string Say(string table) => (IsDecimal, Other) switch
    {
        (false, _) => table + ColumnName,
        (_, null) => $"{table}{ColumnName}::DOUBLE",
        _ => $"coalesce({table}{Other.ColumnName}, {table}{ColumnName}::DOUBLE)",
    };
}
