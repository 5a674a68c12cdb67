namespace Cicada.Storage;

/// <summary>The words for field types in the catalogue and in sentences; InfluxDB's.</summary>
internal static class FieldTypes
{
    /// <summary>The catalogue's word for a float that is kept as <see cref="DecimalTime"/>.</summary>
    public const string Decimal = "decimal";

    public static string ToWord(this FieldType type) => type switch
    {
        FieldType.Float => "float",
        FieldType.Integer => "integer",
        FieldType.Boolean => "boolean",
        _ => "string",
    };

    public static FieldType Parse(string word) => word switch
    {
        "float" or Decimal => FieldType.Float,
        "integer" => FieldType.Integer,
        "boolean" => FieldType.Boolean,
        _ => FieldType.String,
    };
}
