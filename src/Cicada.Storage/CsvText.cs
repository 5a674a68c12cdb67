using System.Buffers;
using System.Globalization;

namespace Cicada.Storage;

/// <summary>Values as CSV has them (RFC 4180), with the difference that a line break inside a text becomes <c>\n</c>: one line, one row.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>A value: null as nothing, so that it differs from an empty text, which is quoted.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => Of(text),
        bool truth => truth ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => Of(value.ToString() ?? ""),
    };

    /// <summary>A text, in quotes where it needs them.</summary>
    public static string Of(string text)
    {
        if (text.Length == 0)
        {
            return "\"\"";
        }

        if (!text.AsSpan().ContainsAny(Special))
        {
            return text;
        }

        var line = text.OnOneLine();
        return line.AsSpan().ContainsAny(',', '"') ? $"\"{line.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : line;
    }

    private static string OnOneLine(this string text) => text
        .Replace("\r\n", "\\n", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\n", StringComparison.Ordinal);
}
