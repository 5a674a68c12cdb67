using System.Text;

namespace Cicada.WebUi;

/// <summary>A file as an address that is its own text, <c>data:text/javascript;charset=utf-8,…</c>, so that it can stand in a page.</summary>
internal static class ModuleText
{
    /// <summary>The address; it may stand between double quotes in JSON and in HTML as it is.</summary>
    public static string AddressOf(UiFile file) =>
        $"data:{file.ContentType.Replace("; ", ";", StringComparison.Ordinal)},{Escaped(Slim(Encoding.UTF8.GetString(file.Content)))}";

    /// <summary>
    /// A script without what nobody reads in a file that is opened in a browser: indentation, empty lines, and lines that are a comment. Where a text may run over several lines
    /// it stays as it is.
    /// </summary>
    public static string Slim(string script)
    {
        var lines = script.Split('\n');
        if (lines.Any(line => line.Count(letter => letter == '`') % 2 != 0))
        {
            return script;
        }

        return string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0 && !(line.StartsWith("//", StringComparison.Ordinal) && !line.Contains("*/", StringComparison.Ordinal))));
    }

    // Most of a script may stand in an address as it is. Escaped is what would end the address or the text around it, and what an address loses: ends of lines.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + (text.Length / 8));
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= ' ' and <= '~' && !"%#\"\\<&".Contains((char)rune.Value, StringComparison.Ordinal))
            {
                escaped.Append((char)rune.Value);
            }
            else
            {
                escaped.Append(Uri.EscapeDataString(rune.ToString()));
            }
        }

        return escaped.ToString();
    }
}
