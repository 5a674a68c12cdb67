using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cicada.Options;
using Cicada.Terminal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Cicada.RunsApi;

/// <summary>Reads what a request brings: JSON of exactly the fields that are known.</summary>
internal static class ApiBody
{
    /// <summary>The most bytes.</summary>
    public const int Largest = 1 << 20;

    private static readonly JsonDocumentOptions Strictly = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        // A form of another page can be sent without asking, as text or as a form; as this it cannot.
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var sent) || !sent.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new RefusedRequestException(
                StatusCodes.Status415UnsupportedMediaType,
                $"The request brings '{PlainText.Of(context.Request.ContentType ?? "nothing it has a name for", 100)}'; expected JSON. Send the header 'Content-Type: application/json'.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Largest;
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, Strictly, context.RequestAborted);
            RequireKnown(document.RootElement, type, "");
            return document.RootElement.Deserialize(type) ?? throw Refused("The request is 'null'; expected an object in braces.", null);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new RefusedRequestException(StatusCodes.Status413PayloadTooLarge, $"The request is larger than {Largest / 1024} kB, the most there may be.");
        }
        catch (JsonException exception)
        {
            throw Refused(SentenceOf(exception), FieldOf(exception));
        }
        catch (InvalidOperationException)
        {
            throw Refused("The request has text that is no text: half of a character, or what is no UTF-8. Send JSON in UTF-8.", null);
        }
    }

    // A misspelt field would be passed over in silence, and something else be done than was meant.
    private static void RequireKnown(JsonElement element, JsonTypeInfo type, string at)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                RequireFields(element, type, at);
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array && type.ElementType is { } each:
                var index = 0;
                foreach (var one in element.EnumerateArray())
                {
                    RequireKnown(one, type.Options.GetTypeInfo(each), $"{at}[{index++}]");
                }

                break;
            case JsonTypeInfoKind.Object when at.Length == 0 && element.ValueKind != JsonValueKind.Null:
                throw Refused($"The request is {WordOf(element.ValueKind)}; expected an object in braces.", null);
        }
    }

    private static void RequireFields(JsonElement element, JsonTypeInfo type, string at)
    {
        string Place(string name) => PlainText.Of(at.Length == 0 ? name : $"{at}.{name}", 200);
        foreach (var field in element.EnumerateObject())
        {
            if (type.Properties.FirstOrDefault(property => property.Name == field.Name) is not { } known)
            {
                var names = type.Properties.Select(property => property.Name).ToList();
                var place = Place(field.Name);
                throw Refused($"The field '{place}' is unknown; expected {string.Join(", ", names.Select(name => $"'{name}'"))}.{Spelling.DidYouMean(field.Name, names)} Correct it, or leave it out.", place);
            }

            RequireKnown(field.Value, type.Options.GetTypeInfo(known.PropertyType), Place(field.Name));
        }

        if (type.Properties.FirstOrDefault(property => property.IsRequired && !element.TryGetProperty(property.Name, out _)) is { } missing)
        {
            throw Refused($"The field '{Place(missing.Name)}' is missing. Add it.", Place(missing.Name));
        }
    }

    private static string WordOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "'true' or 'false'",
    };

    private static RefusedRequestException Refused(string sentence, string? field) =>
        new(StatusCodes.Status400BadRequest, sentence, field is null ? null : [new(field, sentence)]);

    private static string? FieldOf(JsonException exception) => exception.Path is ['$', '.', .. var path] ? PlainText.Of(path, 200) : null;

    private static string SentenceOf(JsonException exception) =>
        FieldOf(exception) is { } field ? $"The field '{field}' is not of the kind that is expected there. See the description of the API: 'openapi.json'."
            : $"The request is no JSON: {PlainText.Of(exception.Message, 300).Split(" LineNumber")[0]}";
}
