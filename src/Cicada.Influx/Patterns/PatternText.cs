using System.Globalization;
using System.Text;

namespace Cicada.Influx.Patterns;

/// <summary>Writes a pattern in .NET's language, so that it matches what RE2's would.</summary>
/// <remarks>
/// Nothing is written that .NET would not only look for, but remember or try in several orders, so that its engine without backtracking takes it. .NET goes by
/// UTF-16 units and RE2 by characters: a character beyond the first 65,536 is two units here. What .NET takes for words holds letters of all languages, what RE2 does only those of
/// ASCII, so that patterns that ask for edges of words are for texts of ASCII only.
/// </remarks>
internal static class PatternText
{
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;
    private const int FirstBeyond = 0x10000;

    // .NET 10's engine takes long to begin where it has to tell more than 255 kinds of characters apart, and then does not find a newline at the end of a text.
    private const int MostRangesBeyondAscii = 40;

    /// <summary>The pattern; null where there are characters in it .NET would take long to tell apart.</summary>
    public static string? Of(PatternNode node)
    {
        var ranges = new HashSet<(int First, int Last)>();
        CollectBeyondAscii(node, ranges);
        if (ranges.Count > MostRangesBeyondAscii)
        {
            return null;
        }

        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static void CollectBeyondAscii(PatternNode node, HashSet<(int First, int Last)> ranges)
    {
        switch (node)
        {
            case PatternNode.One one:
                ranges.UnionWith(one.Set.Ranges.Where(range => range.Last >= 0x80));
                break;
            case PatternNode.Repetition repetition:
                CollectBeyondAscii(repetition.Part, ranges);
                break;
            case PatternNode.Sequence { Parts: var parts }:
                foreach (var part in parts)
                {
                    CollectBeyondAscii(part, ranges);
                }

                break;
            case PatternNode.Choice { Parts: var parts }:
                foreach (var part in parts)
                {
                    CollectBeyondAscii(part, ranges);
                }

                break;
        }
    }

    private static void Append(StringBuilder text, PatternNode node)
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
                    Append(text, part);
                    text.Append(isChoice ? ")" : "");
                }

                break;
            case PatternNode.Choice choice:
                for (var i = 0; i < choice.Parts.Count; i++)
                {
                    text.Append(i > 0 ? "|" : "");
                    Append(text, choice.Parts[i]);
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
                    Append(text, repetition.Part);
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
                    PatternPlace.WordEdge => "\\b",
                    _ => "\\B",
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
