namespace Cicada.Storage;

/// <summary>The words for field types in the catalogue and in sentences; InfluxDB's.</summary>
internal static class FieldTypes
{
    public static string ToWord(this FieldType type) => type switch
    {
        FieldType.Float => "float",
        FieldType.Integer => "integer",
        FieldType.Boolean => "boolean",
        _ => "string",
    };

    public static FieldType Parse(string word) => word switch
    {
        "float" => FieldType.Float,
        "integer" => FieldType.Integer,
        "boolean" => FieldType.Boolean,
        _ => FieldType.String,
    };
}
