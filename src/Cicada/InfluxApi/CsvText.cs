using System.Text;

namespace Cicada.InfluxApi;

/// <summary>Writes fields of CSV with the quotes Go's library gives them.</summary>
internal static class CsvText
{
    public static void Field(AnswerBuffer to, string text)
    {
        var isQuoted = text.AsSpan().ContainsAny(",\"\r\n") || (text.Length > 0 && char.IsWhiteSpace(text[0])) || text == "\\.";
        var written = isQuoted ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
        to.Advance(Encoding.UTF8.GetBytes(written, to.GetSpan(Encoding.UTF8.GetMaxByteCount(written.Length))));
    }

    public static void Byte(AnswerBuffer to, byte value)
    {
        to.GetSpan(1)[0] = value;
        to.Advance(1);
    }
}
