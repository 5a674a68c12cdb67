namespace Cicada.Csv;

/// <summary>Lines of comma-separated values as RFC 4180 has them.</summary>
internal static class CsvLine
{
    /// <summary>Writes a line of texts.</summary>
    public static void Write(TextWriter writer, IEnumerable<string> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
            {
                writer.Write(',');
            }

            first = false;
            writer.Write(Cell(cell));
        }

        writer.Write('\n');
    }

    /// <summary>A text in quotes where it needs them; line breaks become <c>\n</c>, so that a line is a row.</summary>
    public static string Cell(string text)
    {
        if (text.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            return text;
        }

        var line = text
            .Replace("\r\n", "\\n", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\n", StringComparison.Ordinal);
        return line.AsSpan().IndexOfAny(',', '"') < 0 ? line : $"\"{line.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
