namespace Cicada.Influx.Patterns;

/// <content>Escapes and classes of characters.</content>
internal sealed partial class PatternReader
{
    private void ReadBackslash(List<PatternNode> parts)
    {
        var letter = _at + 1 < _text.Length ? _text[_at + 1] : '\0';
        PatternPlace? place = letter switch
        {
            'A' => PatternPlace.TextBegin,
            'z' => PatternPlace.TextEnd,
            'b' => PatternPlace.WordEdge,
            'B' => PatternPlace.NoWordEdge,
            _ => null,
        };
        if (place is { } kind)
        {
            _at += 2;
            parts.Add(new PatternNode.Place(kind));
        }
        else if (letter == 'C')
        {
            throw new PatternSyntaxException("invalid escape sequence", _text[_at..(_at + 2)]);
        }
        else if (letter == 'Q')
        {
            ReadQuoted(parts);
        }
        else if (ReadNamedClass() is { } named)
        {
            parts.Add(new PatternNode.One(Has(PatternFlags.Fold) ? named.Folded() : named, Has(PatternFlags.Fold)));
        }
        else
        {
            parts.Add(Literal(ReadEscape()));
        }
    }

    // Everything up to \E, or to the end, is what it is.
    private void ReadQuoted(List<PatternNode> parts)
    {
        var end = _text.IndexOf("\\E", _at + 2, StringComparison.Ordinal);
        var last = end < 0 ? _text.Length : end;
        _at += 2;
        while (_at < last)
        {
            parts.Add(Literal(NextRune()));
        }

        _at = end < 0 ? last : end + 2;
    }

    /// <summary>Reads <c>\d</c>, <c>\p{Greek}</c> and their like.</summary>
    private RuneSet? ReadNamedClass()
    {
        if (_at + 1 >= _text.Length || _text[_at] != '\\')
        {
            return null;
        }

        if (RuneClasses.OfEscape(_text[_at + 1]) is { } set)
        {
            _at += 2;
            return set;
        }

        if (_text[_at + 1] is not ('p' or 'P'))
        {
            return null;
        }

        var start = _at;
        var isNegated = _text[_at + 1] == 'P';
        _at += 2;
        string name;
        if (_at < _text.Length && _text[_at] == '{')
        {
            var end = _text.IndexOf('}', _at);
            if (end < 0)
            {
                throw new PatternSyntaxException("invalid character class range", _text[start..]);
            }

            name = _text[(_at + 1)..end];
            _at = end + 1;
        }
        else
        {
            name = "";
            if (_at < _text.Length)
            {
                var before = _at;
                NextRune();
                name = _text[before.._at];
            }
        }

        if (name.StartsWith('^'))
        {
            (name, isNegated) = (name[1..], !isNegated);
        }

        var named = RuneClasses.OfUnicode(name) ?? throw new PatternSyntaxException("invalid character class range", _text[start.._at]);
        return isNegated ? named.Complement() : named;
    }

    /// <summary>Reads a class in brackets.</summary>
    private RuneSet ReadClass()
    {
        var start = _at;
        _at++;
        var isNegated = _at < _text.Length && _text[_at] == '^';
        _at += isNegated ? 1 : 0;
        var ranges = new List<(int First, int Last)>();

        // A closing bracket is an ordinary character where it comes first.
        for (var isFirst = true; _at >= _text.Length || _text[_at] != ']' || isFirst; isFirst = false)
        {
            if (ReadPosixClass() is { } posix)
            {
                ranges.AddRange(posix.Ranges);
            }
            else if (ReadNamedClass() is { } named)
            {
                ranges.AddRange(named.Ranges);
            }
            else
            {
                ranges.Add(ReadRange(start));
            }
        }

        _at++;
        var set = RuneSet.Of(ranges);
        set = Has(PatternFlags.Fold) ? set.Folded() : set;
        return isNegated ? set.Complement() : set;
    }

    private (int First, int Last) ReadRange(int start)
    {
        var before = _at;
        var first = ReadClassCharacter(start);
        if (_at + 1 >= _text.Length || _text[_at] != '-' || _text[_at + 1] == ']')
        {
            return (first, first);
        }

        _at++;
        var last = ReadClassCharacter(start);
        return last >= first ? (first, last) : throw new PatternSyntaxException("invalid character class range", _text[before.._at]);
    }

    private int ReadClassCharacter(int start) =>
        _at >= _text.Length ? throw new PatternSyntaxException("missing closing ]", _text[start..]) : _text[_at] == '\\' ? ReadEscape() : NextRune();

    private RuneSet? ReadPosixClass()
    {
        if (_at + 2 >= _text.Length || _text[_at] != '[' || _text[_at + 1] != ':')
        {
            return null;
        }

        var end = _text.IndexOf(":]", _at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var name = _text[(_at + 2)..end];
        var isNegated = name.StartsWith('^');
        var set = RuneClasses.OfPosix(isNegated ? name[1..] : name) ?? throw new PatternSyntaxException("invalid character class range", _text[_at..(end + 2)]);
        _at = end + 2;
        return isNegated ? set.Complement() : set;
    }

    /// <summary>Reads a character behind a backslash.</summary>
    private int ReadEscape()
    {
        var start = _at;
        _at++;
        if (_at >= _text.Length)
        {
            throw new PatternSyntaxException("trailing backslash at end of expression", "");
        }

        var rune = NextRune();
        switch (rune)
        {
            // A digit alone would mean what a group has matched.
            case >= '1' and <= '7' when _at >= _text.Length || _text[_at] is < '0' or > '7':
                break;
            case >= '0' and <= '7':
                var octal = rune - '0';
                for (var i = 1; i < 3 && _at < _text.Length && _text[_at] is >= '0' and <= '7'; i++, _at++)
                {
                    octal = (octal * 8) + _text[_at] - '0';
                }

                return octal;
            case 'x' when ReadHexadecimal() is { } hexadecimal:
                return hexadecimal;
            case 'a':
                return '\a';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case < 0x80 when !char.IsAsciiLetterOrDigit((char)rune):
                return rune;
        }

        throw new PatternSyntaxException("invalid escape sequence", _text[start.._at]);
    }

    private int? ReadHexadecimal()
    {
        if (_at >= _text.Length)
        {
            return null;
        }

        var first = NextRune();
        if (first != '{')
        {
            if (_at >= _text.Length)
            {
                return null;
            }

            var second = NextRune();
            return IsHexadecimal(first) && IsHexadecimal(second) ? (Value(first) * 16) + Value(second) : null;
        }

        var value = 0;
        for (var digits = 0; _at < _text.Length; digits++)
        {
            var next = NextRune();
            if (next == '}')
            {
                return digits == 0 ? null : value;
            }

            if (!IsHexadecimal(next) || (value = (value * 16) + Value(next)) > RuneSet.Last)
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsHexadecimal(int rune) => rune < 0x80 && char.IsAsciiHexDigit((char)rune);

    private static int Value(int digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
