using System.Globalization;
using System.Text.Json;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Reads members of JSON that may be missing.</summary>
internal static class BoardJson
{
    public static string Text(this JsonElement json, string name, string otherwise = "") => json.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : otherwise;

    public static bool Flag(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.True };

    public static bool Flag(this JsonElement json, string name, bool otherwise) => json.Member(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : otherwise;

    public static int? Number(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    /// <summary>The elements of a list; none where there is no list.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray()] : [];

    /// <summary>A member, or null. Names separated by dots lead further inside.</summary>
    public static JsonElement? Member(this JsonElement json, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
            {
                return null;
            }
        }

        return json;
    }

    /// <summary>A value that may be a text, a number, or a list of them.</summary>
    public static IReadOnlyList<string> Words(this JsonElement? json) => json switch
    {
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Number } number => [number.GetDouble().ToString(CultureInfo.InvariantCulture)],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().SelectMany(one => ((JsonElement?)one).Words())],
        _ => [],
    };
}
