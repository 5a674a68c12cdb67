using System.Globalization;
using System.Text;

namespace Cicada.Influx.Patterns;

/// <summary>Writes a pattern in .NET's language, so that it matches what RE2's would.</summary>
/// <remarks>
/// Nothing is written that .NET would not only look for, but remember or try in several orders, so that its engine without backtracking takes it. .NET goes by
/// UTF-16 units and RE2 by characters: a character beyond the first 65,536 is two units here.
/// </remarks>
internal static class PatternText
{
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;
    private const int FirstBeyond = 0x10000;
    private const string Word = "[0-9A-Za-z_]";

    /// <summary>The pattern.</summary>
    /// <param name="node">The pattern, understood.</param>
    /// <param name="isForAscii">
    /// Whether it is to be looked for in texts of ASCII alone. .NET's words hold letters of all languages, RE2's do not; for other texts, the edges of words are described
    /// by what is around them, which takes backtracking.
    /// </param>
    public static string Of(PatternNode node, bool isForAscii)
    {
        var text = new StringBuilder();
        Append(text, node, isForAscii);
        return text.ToString();
    }

    private static void Append(StringBuilder text, PatternNode node, bool isForAscii)
    {
        switch (node)
        {
            case PatternNode.One one:
                AppendCharacter(text, one.Set);
                break;
            case PatternNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                {
                    var isChoice = part is PatternNode.Choice;
                    text.Append(isChoice ? "(?:" : "");
                    Append(text, part, isForAscii);
                    text.Append(isChoice ? ")" : "");
                }

                break;
            case PatternNode.Choice choice:
                for (var i = 0; i < choice.Parts.Count; i++)
                {
                    text.Append(i > 0 ? "|" : "");
                    Append(text, choice.Parts[i], isForAscii);
                }

                break;
            case PatternNode.Repetition repetition:
                text.Append("(?:");
                if (repetition is { Part: PatternNode.One repeated, Least: <= 1, Most: -1 } && HoldsAllBeyond(repeated.Set))
                {
                    // However many units there are: it is the same, and quicker.
                    AppendUnits(text, repeated.Set);
                }
                else
                {
                    Append(text, repetition.Part, isForAscii);
                }

                text.Append(')').Append((repetition.Least, repetition.Most) switch
                {
                    (0, -1) => "*",
                    (1, -1) => "+",
                    (0, 1) => "?",
                    (var least, -1) => string.Create(CultureInfo.InvariantCulture, $"{{{least},}}"),
                    var (least, most) => string.Create(CultureInfo.InvariantCulture, $"{{{least},{most}}}"),
                });
                break;
            case PatternNode.Place place:
                text.Append(place.Kind switch
                {
                    PatternPlace.TextBegin => "\\A",
                    PatternPlace.TextEnd => "\\z",
                    PatternPlace.LineBegin => "(?m:^)",
                    PatternPlace.LineEnd => "(?m:$)",
                    PatternPlace.WordEdge => isForAscii ? "\\b" : $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))",
                    _ => isForAscii ? "\\B" : $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))",
                });
                break;
        }
    }

    private static bool HoldsAllBeyond(RuneSet set) => set.Ranges.Count > 0 && set.Ranges[^1] is { First: <= FirstBeyond, Last: RuneSet.Last };

    private static void AppendCharacter(StringBuilder text, RuneSet set)
    {
        var beyond = new List<string>();
        var units = new StringBuilder();
        foreach (var (first, last) in set.Ranges)
        {
            AppendRange(units, first, Math.Min(last, FirstSurrogate - 1));
            AppendRange(units, Math.Max(first, LastSurrogate + 1), Math.Min(last, FirstBeyond - 1));
            beyond.AddRange(Pairs(Math.Max(first, FirstBeyond), last));
        }

        if (units.Length == 0 && beyond.Count == 0)
        {
            text.Append(@"[^\s\S]");
        }
        else if (beyond.Count == 0)
        {
            text.Append('[').Append(units).Append(']');
        }
        else
        {
            text.Append("(?:").Append(units.Length > 0 ? $"[{units}]|" : "").AppendJoin('|', beyond).Append(')');
        }
    }

    private static void AppendUnits(StringBuilder text, RuneSet set)
    {
        var others = new StringBuilder();
        foreach (var (first, last) in set.Complement().Ranges)
        {
            AppendRange(others, first, last);
        }

        text.Append(others.Length == 0 ? @"[\s\S]" : $"[^{others}]");
    }

    private static void AppendRange(StringBuilder text, int first, int last)
    {
        if (first <= last)
        {
            text.Append(Unit(first)).Append(last > first ? $"-{Unit(last)}" : "");
        }
    }

    private static string Unit(int unit) => unit < 0x80 && char.IsAsciiLetterOrDigit((char)unit) ? ((char)unit).ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{unit:X4}");

    private static IEnumerable<string> Pairs(int first, int last)
    {
        while (first <= last)
        {
            var (high, low) = Split(first);

            // As many with the same first unit as there are; or whole blocks of them.
            var (lastHigh, lastLow) = Split(last);
            if (low == 0xDC00 && (lastHigh > high || lastLow == 0xDFFF))
            {
                var end = lastLow == 0xDFFF ? lastHigh : lastHigh - 1;
                yield return $"[{Unit(high)}-{Unit(end)}][\\uDC00-\\uDFFF]";
                first = char.ConvertToUtf32((char)end, '\uDFFF') + 1;
            }
            else
            {
                var end = lastHigh == high ? lastLow : 0xDFFF;
                yield return $"{Unit(high)}[{Unit(low)}-{Unit(end)}]";
                first = char.ConvertToUtf32((char)high, (char)end) + 1;
            }
        }
    }

    private static (int High, int Low) Split(int rune) => (0xD800 + ((rune - FirstBeyond) >> 10), 0xDC00 + ((rune - FirstBeyond) & 0x3FF));
}
