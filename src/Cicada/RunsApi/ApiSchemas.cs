using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Cicada.RunsApi;

/// <summary>Describes the records of the API as JSON schemas, each by what it is serialized by.</summary>
internal sealed class ApiSchemas
{
    private readonly HashSet<Type> _brought = [];

    /// <summary>The schemas by name, as far as they were needed.</summary>
    public JsonObject Components { get; } = [];

    /// <summary>The schema of what a request brings. A record that requests bring may leave fields out.</summary>
    public JsonNode OfBody(JsonTypeInfo type)
    {
        Bring(type);
        return Of(type);
    }

    /// <summary>The schema of a type; of a record, a reference to it.</summary>
    public JsonNode Of(JsonTypeInfo type)
    {
        var kind = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        if (ApiNames.WordsOf(kind) is { } words)
        {
            return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };
        }

        return type.Kind switch
        {
            JsonTypeInfoKind.Object => Refer(type),
            JsonTypeInfoKind.Enumerable => new JsonObject { ["type"] = "array", ["items"] = Of(ElementOf(type), Nullable.GetUnderlyingType(type.ElementType!) is not null) },
            JsonTypeInfoKind.Dictionary => new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(ElementOf(type)) },
            _ => OfValue(kind),
        };
    }

    private static JsonTypeInfo ElementOf(JsonTypeInfo type) => type.Options.GetTypeInfo(type.ElementType!);

    private static JsonObject OfValue(Type type) => type == typeof(string) ? new JsonObject { ["type"] = "string" }
        : type == typeof(bool) ? new JsonObject { ["type"] = "boolean" }
        : type == typeof(DateTimeOffset) ? new JsonObject { ["type"] = "string", ["format"] = "date-time" }
        : type == typeof(double) ? new JsonObject { ["type"] = "number" }
        : type == typeof(int) || type == typeof(long) ? new JsonObject { ["type"] = "integer", ["format"] = type == typeof(int) ? "int32" : "int64" }
        : [];

    private static JsonObject OrNull(JsonNode schema)
    {
        if (schema is JsonObject one && one["type"] is JsonValue type)
        {
            one["type"] = new JsonArray(type.DeepClone(), "null");
            (one["enum"] as JsonArray)?.Add((JsonNode?)null);
            return one;
        }

        return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
    }

    private JsonNode Of(JsonTypeInfo type, bool isNullable) => isNullable ? OrNull(Of(type)) : Of(type);

    private JsonObject Refer(JsonTypeInfo type)
    {
        var name = ApiNames.Of(type.Type);
        if (!Components.ContainsKey(name))
        {
            // It is there before its fields are, which may lead back to it.
            var schema = new JsonObject { ["type"] = "object" };
            Components.Add(name, schema);
            JsonObject properties = [];
            JsonArray required = [];
            foreach (var property in type.Properties)
            {
                properties.Add(property.Name, OfProperty(type, property));
                if (property.IsRequired || (!_brought.Contains(type.Type) && property.ShouldSerialize is null))
                {
                    required.Add((JsonNode)property.Name);
                }
            }

            schema.Add("properties", properties);
            if (required.Count > 0)
            {
                schema.Add("required", required);
            }

            if (_brought.Contains(type.Type))
            {
                schema.Add("additionalProperties", false);
            }
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private JsonNode OfProperty(JsonTypeInfo owner, JsonPropertyInfo property)
    {
        var type = property.PropertyType == typeof(RunSummary) ? RunSummaryJsonContext.Default.RunSummary : owner.Options.GetTypeInfo(property.PropertyType);
        return Of(type, Nullable.GetUnderlyingType(property.PropertyType) is not null || (!property.PropertyType.IsValueType && property.IsGetNullable));
    }

    private void Bring(JsonTypeInfo type)
    {
        if (type.ElementType is { } element)
        {
            Bring(type.Options.GetTypeInfo(element));
        }
        else if (type.Kind == JsonTypeInfoKind.Object && _brought.Add(type.Type))
        {
            foreach (var property in type.Properties)
            {
                Bring(type.Options.GetTypeInfo(property.PropertyType));
            }
        }
    }
}
