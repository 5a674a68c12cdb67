using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cicada.Tests.RunsApi;

/// <summary>Holds JSON against a schema, as far as the API's description uses the language of schemas.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Problems(JsonElement value, JsonNode schema, JsonObject document, string at)
    {
        if (schema["$ref"] is { } reference)
        {
            JsonNode target = document;
            foreach (var step in reference.GetValue<string>().Split('/').Skip(1))
            {
                target = target[step]!;
            }

            return Problems(value, target, document, at);
        }

        if (schema["anyOf"] is JsonArray any)
        {
            return any.Any(one => !Problems(value, one!, document, at).Any()) ? [] : [$"{at} is none of {any.ToJsonString()}: {any.SelectMany(one => Problems(value, one!, document, at)).First()}"];
        }

        if (schema["enum"] is JsonArray words && !words.Any(word => word?.GetValue<string>() == (value.ValueKind == JsonValueKind.Null ? null : value.ToString())))
        {
            return [$"{at} is '{value}', expected one of {words.ToJsonString()}"];
        }

        if (schema["type"] is { } type && !Types(type).Any(one => Is(value, one)))
        {
            return [$"{at} is {value.ValueKind}, expected {type.ToJsonString()}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Array when schema["items"] is { } items => value.EnumerateArray().SelectMany((one, i) => Problems(one, items, document, $"{at}[{i}]")),
            JsonValueKind.Object => Fields(value, schema, document, at),
            _ => [],
        };
    }

    private static IEnumerable<string> Fields(JsonElement value, JsonNode schema, JsonObject document, string at)
    {
        foreach (var name in schema["required"]?.AsArray() ?? [])
        {
            if (!value.TryGetProperty(name!.GetValue<string>(), out _))
            {
                yield return $"{at} has no '{name}'";
            }
        }

        foreach (var field in value.EnumerateObject())
        {
            if ((schema["properties"]?[field.Name] ?? schema["additionalProperties"]) is not { } known)
            {
                yield return $"{at} has an unknown '{field.Name}'";
                continue;
            }

            foreach (var problem in Problems(field.Value, known, document, $"{at}.{field.Name}"))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray many ? many.Select(one => one!.GetValue<string>()) : [type.GetValue<string>()];

    private static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => value.ValueKind == JsonValueKind.Object,
    };
}
