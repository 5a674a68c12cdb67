using System.Text.Json;

namespace Cicada.Influx;

/// <summary>Answers to InfluxQL.</summary>
internal static class InfluxResults
{
    /// <summary>The first error in an answer, or null. A statement that failed is answered with 200 all the same.</summary>
    /// <param name="body">The answer, <c>{"results":[…]}</c>.</param>
    public static string? ErrorIn(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return TextOf(root) ?? (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("results", out var results) && results.ValueKind == JsonValueKind.Array
                ? results.EnumerateArray().Select(TextOf).FirstOrDefault(error => error is not null)
                : null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String ? error.GetString() : null;
}
