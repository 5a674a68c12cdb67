using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cicada.Metrics;

/// <summary>
/// A field's value with its type: <c>{"float":1.5}</c>, <c>{"integer":3}</c>, <c>{"string":"none"}</c>, <c>{"boolean":true}</c>. A bare number would not say which of the
/// two kinds it is.
/// </summary>
internal sealed class FieldValueJsonConverter : JsonConverter<FieldValue>
{
    private const string Float = "float";
    private const string Integer = "integer";
    private const string Text = "string";
    private const string Truth = "boolean";

    public override FieldValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            throw new JsonException("A field's value is an object with one name, its type.");
        }

        var type = reader.GetString();
        reader.Read();
        var value = type switch
        {
            Float when reader.TokenType == JsonTokenType.String => FieldValue.Float(double.Parse(reader.GetString()!, CultureInfo.InvariantCulture)),
            Float => FieldValue.Float(reader.GetDouble()),
            Integer => FieldValue.Integer(reader.GetInt64()),
            Text => FieldValue.String(reader.GetString() ?? throw new JsonException("The text of a field is 'null'.")),
            Truth => FieldValue.Boolean(reader.GetBoolean()),
            _ => throw new JsonException($"The type of a field is '{type}'; expected '{Float}', '{Integer}', '{Text}' or '{Truth}'."),
        };
        return reader.Read() && reader.TokenType == JsonTokenType.EndObject
            ? value
            : throw new JsonException("A field's value is an object with one name, its type.");
    }

    public override void Write(Utf8JsonWriter writer, FieldValue value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        switch (value.Type)
        {
            case FieldType.Integer:
                writer.WriteNumber(Integer, value.AsInteger());
                break;
            case FieldType.String:
                writer.WriteString(Text, value.AsString());
                break;
            case FieldType.Boolean:
                writer.WriteBoolean(Truth, value.AsBoolean());
                break;
            case FieldType.Float when double.IsFinite(value.AsFloat()):
                writer.WriteNumber(Float, value.AsFloat());
                break;
            default:
                writer.WriteString(Float, value.AsFloat().ToString("R", CultureInfo.InvariantCulture));
                break;
        }

        writer.WriteEndObject();
    }
}
