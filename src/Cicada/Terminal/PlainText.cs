using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Cicada.Terminal;

/// <summary>
/// Makes texts from elsewhere (names, messages of the target) harmless for a terminal: what could move the cursor, change
/// colours, or turn the direction of writing is shown as an escape.
/// </summary>
internal static class PlainText
{
    /// <summary>The text on one line, no longer than the limit.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="limit">The most characters; a longer text ends in an ellipsis.</param>
    public static string Of(string? text, int limit = 200)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        StringBuilder? escaped = null;
        var i = 0;
        for (; i < text.Length && (escaped?.Length ?? i) <= limit; i++)
        {
            var character = text[i];
            var isPair = char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
            {
                escaped?.Append(character).Append(text[i + 1]);
                i++;
            }
            else if (IsHarmless(character))
            {
                escaped?.Append(character);
            }
            else
            {
                escaped ??= new StringBuilder(text, 0, i, text.Length + 16);
                escaped.Append(Escape(character));
            }
        }

        var plain = escaped?.ToString() ?? text;
        return plain.Length <= limit && i >= text.Length ? plain : Cut(plain, limit);
    }

    /// <summary>The text on one line, no wider on a terminal than the limit: some characters take two places.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="width">The most places.</param>
    public static string Fit(string? text, int width)
    {
        var plain = Of(text, width);
        while (plain.GetCellWidth() > width)
        {
            plain = Cut(plain, plain.Length - 1);
        }

        return plain;
    }

    private static bool IsHarmless(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);

    private static string Escape(char character) => character switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => " ",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
    };

    private static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = Math.Max(0, limit - 1);
        return string.Concat(text.AsSpan(0, end > 0 && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }
}
