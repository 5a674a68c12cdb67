using System.Globalization;
using System.Text;
using System.Xml;

namespace Cicada.Results;

/// <summary>Texts from elsewhere for XML 1.0, which cannot hold most control characters, not even as references.</summary>
internal static class XmlText
{
    private const int Longest = 64 * 1024;

    /// <summary>The text, with what XML cannot hold as an escape: <c>\u0007</c>; a very long one is cut.</summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(Math.Min(text.Length, Longest));
        for (var i = 0; i < text.Length; i++)
        {
            if (safe.Length >= Longest)
            {
                return safe.Append(CultureInfo.InvariantCulture, $"… and {text.Length - i} characters more").ToString();
            }

            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                safe.Append(text, i++, 2);
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                safe.Append(text[i]);
            }
            else
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            }
        }

        return safe.ToString();
    }

    /// <summary>A writer of a document that is to be read by people too.</summary>
    /// <param name="writer">Where it goes; stays open.</param>
    public static XmlWriter Create(TextWriter writer) => XmlWriter.Create(writer, new XmlWriterSettings
    {
        Indent = true,
        NewLineChars = "\n",
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        CloseOutput = false,
    });
}
