using System.Globalization;

namespace Cicada.Influx.Patterns;

/// <summary>The characters that have names in patterns: <c>\d</c>, <c>[:alpha:]</c>, <c>\p{Lu}</c>.</summary>
internal static class RuneClasses
{
    private static readonly Dictionary<char, RuneSet> Escapes = new()
    {
        ['d'] = RuneSet.Of([('0', '9')]),
        ['s'] = RuneSet.Of([('\t', '\n'), ('\f', '\r'), (' ', ' ')]),
        ['w'] = RuneSet.Of([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
    };

    private static readonly Dictionary<string, RuneSet> Posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = RuneSet.Of([('0', '9'), ('A', 'Z'), ('a', 'z')]),
        ["alpha"] = RuneSet.Of([('A', 'Z'), ('a', 'z')]),
        ["ascii"] = RuneSet.Of([(0, 0x7F)]),
        ["blank"] = RuneSet.Of([('\t', '\t'), (' ', ' ')]),
        ["cntrl"] = RuneSet.Of([(0, 0x1F), (0x7F, 0x7F)]),
        ["digit"] = RuneSet.Of([('0', '9')]),
        ["graph"] = RuneSet.Of([('!', '~')]),
        ["lower"] = RuneSet.Of([('a', 'z')]),
        ["print"] = RuneSet.Of([(' ', '~')]),
        ["punct"] = RuneSet.Of([('!', '/'), (':', '@'), ('[', '`'), ('{', '~')]),
        ["space"] = RuneSet.Of([('\t', '\r'), (' ', ' ')]),
        ["upper"] = RuneSet.Of([('A', 'Z')]),
        ["word"] = Escapes['w'],
        ["xdigit"] = RuneSet.Of([('0', '9'), ('A', 'F'), ('a', 'f')]),
    };

    private static readonly (string Name, UnicodeCategory[] Categories)[] Categories =
    [
        ("Lu", [UnicodeCategory.UppercaseLetter]), ("Ll", [UnicodeCategory.LowercaseLetter]), ("Lt", [UnicodeCategory.TitlecaseLetter]),
        ("Lm", [UnicodeCategory.ModifierLetter]), ("Lo", [UnicodeCategory.OtherLetter]),
        ("Mn", [UnicodeCategory.NonSpacingMark]), ("Mc", [UnicodeCategory.SpacingCombiningMark]), ("Me", [UnicodeCategory.EnclosingMark]),
        ("Nd", [UnicodeCategory.DecimalDigitNumber]), ("Nl", [UnicodeCategory.LetterNumber]), ("No", [UnicodeCategory.OtherNumber]),
        ("Pc", [UnicodeCategory.ConnectorPunctuation]), ("Pd", [UnicodeCategory.DashPunctuation]), ("Ps", [UnicodeCategory.OpenPunctuation]),
        ("Pe", [UnicodeCategory.ClosePunctuation]), ("Pi", [UnicodeCategory.InitialQuotePunctuation]), ("Pf", [UnicodeCategory.FinalQuotePunctuation]),
        ("Po", [UnicodeCategory.OtherPunctuation]),
        ("Sm", [UnicodeCategory.MathSymbol]), ("Sc", [UnicodeCategory.CurrencySymbol]), ("Sk", [UnicodeCategory.ModifierSymbol]), ("So", [UnicodeCategory.OtherSymbol]),
        ("Zs", [UnicodeCategory.SpaceSeparator]), ("Zl", [UnicodeCategory.LineSeparator]), ("Zp", [UnicodeCategory.ParagraphSeparator]),
        ("Cc", [UnicodeCategory.Control]), ("Cf", [UnicodeCategory.Format]), ("Cs", [UnicodeCategory.Surrogate]), ("Co", [UnicodeCategory.PrivateUse]),
    ];

    // The scripts somebody may name, as far as .NET lets us know them: by the ranges that hold them. Others are refused.
    private static readonly Dictionary<string, (int First, int Last)[]> Scripts = new(StringComparer.Ordinal)
    {
        ["Latin"] =
        [
            ('A', 'Z'), ('a', 'z'), (0xAA, 0xAA), (0xBA, 0xBA), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2B8), (0x2E0, 0x2E4), (0x1D00, 0x1D25), (0x1D2C, 0x1D5C), (0x1D62, 0x1D65),
            (0x1D6B, 0x1D77), (0x1D79, 0x1DBE), (0x1E00, 0x1EFF), (0x2071, 0x2071), (0x207F, 0x207F), (0x2090, 0x209C), (0x212A, 0x212B), (0x2132, 0x2132), (0x214E, 0x214E),
            (0x2160, 0x2188), (0x2C60, 0x2C7F), (0xA722, 0xA787), (0xA78B, 0xA7CA), (0xA7F2, 0xA7FF), (0xAB30, 0xAB5A), (0xAB5C, 0xAB64), (0xFB00, 0xFB06), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A),
        ],
        ["Greek"] =
        [
            (0x370, 0x373), (0x375, 0x377), (0x37A, 0x37D), (0x37F, 0x37F), (0x384, 0x384), (0x386, 0x386), (0x388, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x3E1), (0x3F0, 0x3FF),
            (0x1D26, 0x1D2A), (0x1D5D, 0x1D61), (0x1D66, 0x1D6A), (0x1DBF, 0x1DBF), (0x1F00, 0x1FFE), (0x2126, 0x2126),
        ],
        ["Cyrillic"] = [(0x400, 0x484), (0x487, 0x52F), (0x1C80, 0x1C88), (0x1D2B, 0x1D2B), (0x1D78, 0x1D78), (0x2DE0, 0x2DFF), (0xA640, 0xA69F), (0xFE2E, 0xFE2F)],
        ["Hebrew"] = [(0x591, 0x5C7), (0x5D0, 0x5EA), (0x5EF, 0x5F4), (0xFB1D, 0xFB4F)],
        ["Arabic"] = [(0x600, 0x604), (0x606, 0x60B), (0x60D, 0x61A), (0x61C, 0x61E), (0x620, 0x63F), (0x641, 0x64A), (0x656, 0x66F), (0x671, 0x6DC), (0x6DE, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)],
        ["Thai"] = [(0xE01, 0xE3A), (0xE40, 0xE5B)],
        ["Hangul"] = [(0x1100, 0x11FF), (0x302E, 0x302F), (0x3131, 0x318E), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xD7B0, 0xD7FB), (0xFFA0, 0xFFDC)],
        ["Hiragana"] = [(0x3041, 0x3096), (0x309D, 0x309F), (0x1B001, 0x1B11F), (0x1F200, 0x1F200)],
        ["Katakana"] = [(0x30A1, 0x30FA), (0x30FD, 0x30FF), (0x31F0, 0x31FF), (0x32D0, 0x32FE), (0x3300, 0x3357), (0xFF66, 0xFF6F), (0xFF71, 0xFF9D)],
        ["Han"] = [(0x2E80, 0x2FD5), (0x3005, 0x3005), (0x3007, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAD9), (0x20000, 0x3134A)],
    };

    private static readonly Lazy<Dictionary<UnicodeCategory, RuneSet>> ByCategory = new(FindCategories);

    /// <summary>The characters of an escape such as <c>\d</c> or <c>\D</c>, or null.</summary>
    public static RuneSet? OfEscape(char letter) =>
        Escapes.TryGetValue(char.ToLowerInvariant(letter), out var set) ? char.IsAsciiLetterUpper(letter) ? set.Complement() : set : null;

    /// <summary>The characters of a class such as <c>alpha</c>, or null.</summary>
    public static RuneSet? OfPosix(string name) => Posix.GetValueOrDefault(name);

    /// <summary>The characters of a category or script such as <c>Lu</c>, <c>L</c>, <c>Greek</c>, or null.</summary>
    public static RuneSet? OfUnicode(string name)
    {
        if (name == "Any")
        {
            return RuneSet.Any;
        }

        if (Scripts.TryGetValue(name, out var ranges))
        {
            return RuneSet.Of(ranges);
        }

        var categories = name.Length is 1 or 2 ? Categories.Where(category => category.Name.StartsWith(name, StringComparison.Ordinal)).SelectMany(category => category.Categories).ToList() : [];
        return categories.Count == 0 ? null : RuneSet.Of(categories.SelectMany(category => ByCategory.Value[category].Ranges));
    }

    private static Dictionary<UnicodeCategory, RuneSet> FindCategories()
    {
        var ranges = Enum.GetValues<UnicodeCategory>().ToDictionary(category => category, _ => new List<(int First, int Last)>());
        var first = 0;
        for (var rune = 1; rune <= RuneSet.Last + 1; rune++)
        {
            if (rune > RuneSet.Last || CharUnicodeInfo.GetUnicodeCategory(rune) != CharUnicodeInfo.GetUnicodeCategory(first))
            {
                ranges[CharUnicodeInfo.GetUnicodeCategory(first)].Add((first, rune - 1));
                first = rune;
            }
        }

        return ranges.ToDictionary(pair => pair.Key, pair => RuneSet.Of(pair.Value));
    }
}
