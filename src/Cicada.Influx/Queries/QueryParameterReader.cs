using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cicada.Influx.Queries;

/// <summary>
/// Reads the parameters of a query from JSON: an object of strings, numbers and booleans, and of objects that say what a text means, such as <c>{"regex": "a.*"}</c>.
/// A parameter that cannot be one is only an error where the query uses it, as InfluxDB has it.
/// </summary>
internal static class QueryParameterReader
{
    private const string Beginning = "error parsing query parameters: ";

    /// <summary>The parameters by name.</summary>
    /// <param name="json">The object; nothing, or <c>null</c>, for none.</param>
    /// <exception cref="FormatException">It is no JSON object, or a number in it is none; the message is InfluxDB's.</exception>
    public static IReadOnlyDictionary<string, QueryParameter> Read(string json)
    {
        var parameters = new Dictionary<string, QueryParameter>(StringComparer.Ordinal);
        if (json.Length == 0)
        {
            return parameters;
        }

        using var document = Parse(WithWholeLetters(json));
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Null)
        {
            return parameters;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{Beginning}json: cannot unmarshal {NameOf(root.ValueKind)} into Go value of type map[string]interface {{}}");
        }

        foreach (var property in root.EnumerateObject())
        {
            parameters[property.Name] = Of(property.Value);
        }

        return parameters;
    }

    // Half a surrogate is no letter; as in InfluxDB the replacement character stands in its place.
    private static string WithWholeLetters(string json)
    {
        if (!json.Contains("\\u", StringComparison.Ordinal))
        {
            return json;
        }

        var letters = json.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] != '\\')
            {
                continue;
            }

            var code = EscapeAt(letters, i);
            if (code is { } high && char.IsHighSurrogate(high) && EscapeAt(letters, i + 6) is { } low && char.IsLowSurrogate(low))
            {
                i += 11;
            }
            else if (code is { } half && char.IsSurrogate(half))
            {
                "fffd".CopyTo(letters.AsSpan(i + 2));
                i += 5;
            }
            else
            {
                i++;
            }
        }

        return new string(letters);
    }

    private static char? EscapeAt(ReadOnlySpan<char> json, int at) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u' && ushort.TryParse(json.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;

    // What follows the object is not looked at.
    private static JsonDocument Parse(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
        try
        {
            return JsonDocument.TryParseValue(ref reader, out var document) ? document : ParseWhole(bytes);
        }
        catch (JsonException exception)
        {
            throw new FormatException(Beginning + Reason(json, exception), exception);
        }
    }

    // A number at the very end may go on, as far as the reader knows.
    private static JsonDocument ParseWhole(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{Beginning}unexpected EOF", exception);
        }
    }

    private static string Reason(string json, JsonException exception)
    {
        var line = json.Split('\n').ElementAtOrDefault((int)(exception.LineNumber ?? 0)) ?? "";
        var at = (int)(exception.BytePositionInLine ?? 0);
        var bytes = Encoding.UTF8.GetBytes(line);
        return at < bytes.Length ? $"invalid character '{(char)bytes[at]}' looking for beginning of value" : "unexpected EOF";
    }

    private static QueryParameter Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new(QueryTokenKind.String, value.GetString()!),
        JsonValueKind.True => new(QueryTokenKind.Keyword, "TRUE"),
        JsonValueKind.False => new(QueryTokenKind.Keyword, "FALSE"),
        JsonValueKind.Number => OfNumber(value.GetRawText()),
        JsonValueKind.Object => OfObject(value),
        JsonValueKind.Array => Unusable("unable to bind parameter with type []interface {}"),
        _ => Unusable("unable to bind parameter with type <nil>"),
    };

    private static QueryParameter OfNumber(string text)
    {
        if (text.Contains('.', StringComparison.Ordinal))
        {
            return double.IsFinite(double.Parse(text, CultureInfo.InvariantCulture))
                ? new(QueryTokenKind.Number, text)
                : throw new FormatException($"error parsing json value: strconv.ParseFloat: parsing \"{text}\": value out of range");
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? new(QueryTokenKind.Integer, text)
            : throw new FormatException(
                $"error parsing json value: strconv.ParseInt: parsing \"{text}\": {(text.AsSpan().ContainsAny('e', 'E') ? "invalid syntax" : "value out of range")}");
    }

    private static QueryParameter OfObject(JsonElement value)
    {
        if (value.EnumerateObject().Count() != 1)
        {
            return Unusable("bound object parameter value must have exactly one entry");
        }

        var (type, inner) = (value.EnumerateObject().First().Name, value.EnumerateObject().First().Value);
        return type switch
        {
            "ident" or "identifier" => OfText(inner, QueryTokenKind.Identifier, "identifier"),
            "regex" => OfText(inner, QueryTokenKind.Regex, "regex literal"),
            "string" => OfText(inner, QueryTokenKind.String, "string literal"),
            "float" or "number" => inner.ValueKind == JsonValueKind.Number ? new(QueryTokenKind.Number, inner.GetRawText()) : Unusable("number literal must be a float value"),
            "int" or "integer" => inner.ValueKind == JsonValueKind.Number && inner.TryGetInt64(out _)
                ? new(QueryTokenKind.Integer, inner.GetRawText())
                : Unusable("integer literal must be an integer value"),
            "duration" => OfDuration(inner),
            _ => Unusable($"unknown bind object type: {type}"),
        };
    }

    private static QueryParameter OfText(JsonElement value, QueryTokenKind kind, string what) =>
        value.ValueKind == JsonValueKind.String ? new(kind, value.GetString()!) : Unusable($"{what} must be a string value");

    private static QueryParameter OfDuration(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new(QueryTokenKind.Duration, value.GetString()!),
        JsonValueKind.Number when value.TryGetInt64(out var nanoseconds) => new(QueryTokenKind.Duration, string.Create(CultureInfo.InvariantCulture, $"{nanoseconds}ns")),
        _ => Unusable("duration literal must be a string or integer value"),
    };

    // A parameter in the place of a parameter is one that is missing, and its name is the reason.
    private static QueryParameter Unusable(string reason) => new(QueryTokenKind.Parameter, reason);

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };
}
