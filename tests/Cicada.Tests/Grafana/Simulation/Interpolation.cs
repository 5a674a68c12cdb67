using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Puts the values of variables into texts, as Grafana's frontend does.</summary>
internal static partial class Interpolation
{
    /// <summary>Into a query: where a reference names no format, the InfluxDB data source decides.</summary>
    public static string Query(string query, IReadOnlyDictionary<string, VariableValue> variables) => Replaced(query, variables, value => InQuery(value, query));

    /// <summary>Into a text that is no query: a title, an alias.</summary>
    public static string Text(string text, IReadOnlyDictionary<string, VariableValue> variables) => Replaced(text, variables, value => VariableFormat.Glob.Of(value));

    /// <summary>Into the text of JSON.</summary>
    public static string Json(string text, IReadOnlyDictionary<string, VariableValue> variables) =>
        Replaced(text, variables, value => JsonEncodedText.Encode(VariableFormat.Glob.Of(value), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString());

    /// <summary>The names of the variables a text refers to, whether there are such or not.</summary>
    public static IEnumerable<string> NamesIn(string text) => Reference().Matches(text).Select(NameOf);

    private static string Replaced(string text, IReadOnlyDictionary<string, VariableValue> variables, Func<VariableValue, string> otherwise) => Reference().Replace(text, match =>
    {
        if (!variables.TryGetValue(NameOf(match), out var value))
        {
            return match.Value;
        }

        var format = match.Groups["format"].Success ? match.Groups["format"].Value : match.Groups["old"].Value;
        return value.IsAll && value.AllValue is not null && format != "queryparam"
            ? format == "text" ? "All" : value.AllValue
            : format.Length > 0 ? VariableFormat.Named(format).Of(value) : otherwise(value);
    });

    private static string InQuery(VariableValue value, string query)
    {
        if (!value.IsList)
        {
            var text = value.Values is [var only] ? only : "";
            return IsNumber(text) ? text
                : RegexText.LiteralsOf(query).Any(literal => IsIn(literal, value.Name)) ? RegexText.Escape(text)
                : text;
        }

        // Only in a regular expression does this make sense; nobody quotes the values.
        return value.IsMulti || RegexText.LiteralsOf(query).Any(literal => IsIn(literal, value.Name))
            ? $"({string.Join('|', value.Values.Select(RegexText.Escape))})"
            : string.Join(',', value.Values);
    }

    // What JavaScript's parseFloat makes a number of: the beginning is enough.
    private static bool IsNumber(string text) => LeadingNumber().IsMatch(text);

    // The older form in brackets does not count here.
    private static bool IsIn(string literal, string name) => Reference().Matches(literal).Any(match => match.Value[0] == '$' && NameOf(match) == name);

    private static string NameOf(Match match) => match.Groups["name"].Captures.First(capture => capture.Length > 0).Value;

    [GeneratedRegex(@"\$(?<name>\w+)|\[\[(?<name>\w+?)(?::(?<old>\w+))?\]\]|\$\{(?<name>\w+)(?:\.[^:}]+)?(?::(?<format>[^}]+))?\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\s*[+-]?(?:[0-9]|\.[0-9]|Infinity)")]
    private static partial Regex LeadingNumber();
}
