using System.Text;
using Cicada.Terminal;

namespace Cicada.Results;

/// <summary>Texts from elsewhere in Markdown, where they must be neither markup, nor HTML, nor the end of a table's cell.</summary>
internal static class MarkdownText
{
    /// <summary>The text on one line.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="limit">The most characters, before those that escape.</param>
    public static string Of(string? text, int limit = 200)
    {
        var plain = PlainText.Of(text, limit);
        var escaped = new StringBuilder(plain.Length + 16);
        foreach (var character in plain)
        {
            switch (character)
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;

                // As a reference, since not every reader lets a backslash keep it out of a table. '@' would call somebody, '#' an issue, ':' makes addresses links.
                case '|' or '@' or '#' or ':':
                    escaped.Append("&#").Append((int)character).Append(';');
                    break;
                case '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '!':
                    escaped.Append('\\').Append(character);
                    break;
                default:
                    escaped.Append(character);
                    break;
            }
        }

        return escaped.ToString();
    }
}
