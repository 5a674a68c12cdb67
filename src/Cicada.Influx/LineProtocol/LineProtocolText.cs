using System.Buffers;
using System.Text;

namespace Cicada.Influx;

/// <summary>
/// Measurements, keys and tag values as line protocol has them: escaped, and where it has no way to say a text, with another
/// character in the place of the one that cannot be said. What is replaced, and why, is in docs/decisions/line-protocol-texts.md.
/// </summary>
internal static class LineProtocolText
{
    /// <summary>The most bytes a character of a text becomes.</summary>
    public const int BytesPerChar = 3;

    private const char Backslash = '＼'; // U+FF3C
    private const char NumberSign = '＃'; // U+FF03
    private const char WordJoiner = '\u2060'; // as invisible as a byte order mark, and what Unicode has in its place
    private const char Pictures = '\u2400'; // the picture of a control character is its code further on

    /// <summary>Separates series from field in the files of InfluxDB 1.x, which does not escape it: such a tag is another one after a restart.</summary>
    private const string InfluxSeparator = "#!~#";

    /// <summary>Characters that stand for themselves wherever they are. The rest is looked at one by one.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Except(['\\', ',', '=', '#'])]);

    /// <summary>Writes a text.</summary>
    /// <param name="text">The text, of any characters.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="destination">Room for <see cref="BytesPerChar"/> times its length.</param>
    /// <param name="changed">Whether another text was written because this one cannot be said; invalid surrogates do not count.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(ReadOnlySpan<char> text, TextPlace place, Span<byte> destination, out bool changed)
    {
        changed = false;
        return text.IndexOfAnyExcept(Plain) < 0
            ? Encoding.UTF8.GetBytes(text, destination)
            : WriteEach(text, place, destination, ref changed);
    }

    /// <summary>The text with every invalid surrogate replaced, as it becomes when it is written in UTF-8.</summary>
    public static string Valid(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            }
        }

        return text;
    }

    /// <summary>The text that is written in the place of another: the same one where it can be said. Escapes are not part of it.</summary>
    public static string Sayable(string text, TextPlace place) => Valid(string.Create(text.Length, (text, place), static (said, asked) =>
    {
        for (var i = 0; i < said.Length; i++)
        {
            said[i] = Sayable(asked.text, i, asked.place);
        }
    }));

    private static int WriteEach(ReadOnlySpan<char> text, TextPlace place, Span<byte> destination, ref bool changed)
    {
        var written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var said = Sayable(text, i, place);
            changed |= said != c;
            if (said == c && IsEscaped(c, place))
            {
                destination[written++] = (byte)'\\';
            }

            if (said < 0x80)
            {
                destination[written++] = (byte)said;
                continue;
            }

            // An invalid surrogate becomes U+FFFD here.
            Rune.DecodeFromUtf16(said == c ? text[i..] : [said], out var rune, out var consumed);
            written += rune.EncodeToUtf8(destination[written..]);
            i += consumed - 1;
        }

        return written;
    }

    private static bool IsEscaped(char c, TextPlace place) => c is ',' or ' ' || (c == '=' && place != TextPlace.Measurement);

    private static char Sayable(ReadOnlySpan<char> text, int at, TextPlace place)
    {
        var c = text[at];
        return c switch
        {
            '\n' or '\r' => (char)(Pictures + c),
            '\\' when at + 1 == text.Length || text[at + 1] is ',' or '=' or ' ' or '"' => Backslash,
            '#' when text[at..].StartsWith(InfluxSeparator, StringComparison.Ordinal) => NumberSign,

            // InfluxDB passes over tabs and NULs before a measurement and before the fields, and a line that begins with '#' is a comment.
            '#' when at == 0 && place != TextPlace.TagValue => NumberSign,
            // Where the measurement is the first thing of a stream, readers take it for the stream's byte order mark.
            '\uFEFF' when at == 0 && place == TextPlace.Measurement => WordJoiner,
            '\t' or '\0' when at == 0 && place != TextPlace.TagValue => (char)(Pictures + c),
            _ => c,
        };
    }
}
