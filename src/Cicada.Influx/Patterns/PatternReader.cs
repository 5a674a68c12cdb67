using System.Globalization;

namespace Cicada.Influx.Patterns;

/// <summary>Reads a pattern of RE2's language, as Go understands it, with Go's words for what is wrong.</summary>
internal sealed partial class PatternReader
{
    private const int MostRepetitions = 1000;

    // Go's own limit.
    private const int GreatestHeight = 1000;

    private const long GreatestWeight = 50_000;

    private readonly string _text;
    private PatternFlags _flags;
    private int _at;
    private int _depth;

    private PatternReader(string text) => _text = text;

    public static PatternNode Read(string pattern)
    {
        var reader = new PatternReader(pattern);
        var node = reader.ReadChoice();
        if (reader._at < pattern.Length)
        {
            throw new PatternSyntaxException("unexpected )", pattern);
        }

        return node.Weight <= GreatestWeight ? node : throw new PatternSyntaxException("expression too large", pattern);
    }

    private PatternNode ReadChoice()
    {
        if (++_depth > GreatestHeight)
        {
            throw new PatternSyntaxException("expression nests too deeply", _text);
        }

        var parts = new List<PatternNode> { ReadSequence() };
        while (_at < _text.Length && _text[_at] == '|')
        {
            _at++;
            parts.Add(ReadSequence());
        }

        _depth--;
        return parts.Count == 1 ? parts[0] : new PatternNode.Choice(parts);
    }

    private PatternNode ReadSequence()
    {
        var parts = new List<PatternNode>();
        int? lastRepetition = null;
        while (_at < _text.Length && _text[_at] is not ('|' or ')'))
        {
            var start = _at;
            if (ReadCount() is { } count)
            {
                Repeat(parts, count, start, lastRepetition);
                lastRepetition = start;
            }
            else
            {
                ReadPart(parts);
                lastRepetition = null;
            }
        }

        return parts.Count == 1 ? parts[0] : new PatternNode.Sequence(parts);
    }

    private void ReadPart(List<PatternNode> parts)
    {
        var start = _at;
        switch (_text[_at])
        {
            case '(' when start + 1 < _text.Length && _text[start + 1] == '?':
                if (ReadGroupBeginning() is { } flags)
                {
                    parts.Add(ReadGroup(flags));
                }

                break;
            case '(':
                _at++;
                parts.Add(ReadGroup(_flags));
                break;
            case '^':
                _at++;
                parts.Add(new PatternNode.Place(Has(PatternFlags.Lines) ? PatternPlace.LineBegin : PatternPlace.TextBegin));
                break;
            case '$':
                _at++;
                parts.Add(new PatternNode.Place(Has(PatternFlags.Lines) ? PatternPlace.LineEnd : PatternPlace.TextEnd));
                break;
            case '.':
                _at++;
                parts.Add(new PatternNode.One(Has(PatternFlags.AnyNewline) ? RuneSet.Any : RuneSet.AnyButNewline, IsFolded: false));
                break;
            case '[':
                parts.Add(new PatternNode.One(ReadClass(), Has(PatternFlags.Fold)));
                break;
            case '\\':
                ReadBackslash(parts);
                break;
            default:
                parts.Add(Literal(NextRune()));
                break;
        }
    }

    // Flags that are set within a group end with it.
    private PatternNode.Sequence ReadGroup(PatternFlags inside)
    {
        var outside = _flags;
        _flags = inside;
        var inner = ReadChoice();
        if (_at >= _text.Length)
        {
            throw new PatternSyntaxException("missing closing )", _text);
        }

        _at++;
        _flags = outside;

        // So that a repetition behind it repeats it as one.
        return new PatternNode.Sequence([inner]);
    }

    /// <summary>Reads <c>(?P&lt;name&gt;</c>, <c>(?flags:</c> or <c>(?flags)</c>.</summary>
    /// <returns>The flags within the group; null where no group begins, and flags have changed.</returns>
    private PatternFlags? ReadGroupBeginning()
    {
        var rest = _text[_at..];
        if (rest.StartsWith("(?P<", StringComparison.Ordinal) && rest.Length > 4)
        {
            var end = rest.IndexOf('>', StringComparison.Ordinal);
            if (end < 0 || end == 4 || !rest[4..end].All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
            {
                throw new PatternSyntaxException("invalid named capture", end < 0 ? rest : rest[..(end + 1)]);
            }

            _at += end + 1;
            return _flags;
        }

        var start = _at;
        _at += 2;
        var (set, cleared) = (PatternFlags.None, PatternFlags.None);
        var (isClearing, sawFlag) = (false, false);
        while (_at < _text.Length)
        {
            var character = NextRune();
            var flag = character switch
            {
                'i' => PatternFlags.Fold,
                'm' => PatternFlags.Lines,
                's' => PatternFlags.AnyNewline,
                'U' => PatternFlags.Reluctant,
                _ => PatternFlags.None,
            };
            if (flag != PatternFlags.None)
            {
                (set, cleared) = isClearing ? (set, cleared | flag) : (set | flag, cleared);
                sawFlag = true;
            }
            else if (character == '-' && !isClearing)
            {
                (isClearing, sawFlag) = (true, false);
            }
            else if (character is ':' or ')' && (!isClearing || sawFlag))
            {
                var flags = (_flags | set) & ~cleared;
                if (character == ':')
                {
                    return flags;
                }

                _flags = flags;
                return null;
            }
            else
            {
                break;
            }
        }

        throw new PatternSyntaxException("invalid or unsupported Perl syntax", _text[start.._at]);
    }

    /// <summary>Reads <c>*</c>, <c>+</c>, <c>?</c> or <c>{n,m}</c>, with the mark of reluctance behind it.</summary>
    private (int Least, int Most)? ReadCount()
    {
        var start = _at;
        (int, int)? count = _text[_at] switch
        {
            '*' => (0, -1),
            '+' => (1, -1),
            '?' => (0, 1),
            '{' => ReadBraces(),
            _ => null,
        };
        if (count is null)
        {
            return null;
        }

        _at += _at == start ? 1 : 0;
        _at += _at < _text.Length && _text[_at] == '?' ? 1 : 0;
        return count;
    }

    /// <summary>Reads <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>; what is something else is no repetition, but a brace.</summary>
    private (int Least, int Most)? ReadBraces()
    {
        var at = _at + 1;
        if (ReadNumber(ref at) is not { } least || at >= _text.Length)
        {
            return null;
        }

        var most = least;
        if (_text[at] == ',')
        {
            at++;
            if (at < _text.Length && _text[at] == '}')
            {
                most = -1;
            }
            else if (ReadNumber(ref at) is { } read)
            {
                most = read;
            }
            else
            {
                return null;
            }
        }

        if (at >= _text.Length || _text[at] != '}')
        {
            return null;
        }

        at++;
        if (least > MostRepetitions || most > MostRepetitions || (most >= 0 && least > most))
        {
            throw new PatternSyntaxException("invalid repeat count", _text[_at..at]);
        }

        _at = at;
        return (least, most);
    }

    private int? ReadNumber(ref int at)
    {
        var start = at;
        while (at < _text.Length && char.IsAsciiDigit(_text[at]))
        {
            at++;
        }

        return at == start || (at - start > 1 && _text[start] == '0') ? null
            : int.TryParse(_text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : int.MaxValue;
    }

    private void Repeat(List<PatternNode> parts, (int Least, int Most) count, int start, int? lastRepetition)
    {
        if (lastRepetition is { } last)
        {
            throw new PatternSyntaxException("invalid nested repetition operator", _text[last.._at]);
        }

        if (parts.Count == 0)
        {
            throw new PatternSyntaxException("missing argument to repetition operator", _text[start.._at]);
        }

        var isCounted = _text[start] == '{';
        var repetition = new PatternNode.Repetition(parts[^1], count.Least, count.Most);
        if (isCounted && (count.Least >= 2 || count.Most >= 2) && !IsWithin(repetition, MostRepetitions))
        {
            throw new PatternSyntaxException("invalid repeat count", _text[start.._at]);
        }

        parts[^1] = repetition;
        if (repetition.Height > GreatestHeight)
        {
            throw new PatternSyntaxException("expression nests too deeply", _text);
        }
    }

    // Repetitions of repetitions multiply.
    private static bool IsWithin(PatternNode node, int most)
    {
        if (node is PatternNode.Repetition { Most: not 0 } repetition)
        {
            var times = repetition.Most < 0 ? repetition.Least : repetition.Most;
            if (times > most)
            {
                return false;
            }

            most = times > 1 && (repetition.Least, repetition.Most) is not ((0, -1) or (1, -1) or (0, 1)) ? most / times : most;
        }

        return node switch
        {
            PatternNode.Sequence sequence => sequence.Parts.All(part => IsWithin(part, most)),
            PatternNode.Choice choice => choice.Parts.All(part => IsWithin(part, most)),
            PatternNode.Repetition { Most: not 0 } inner => IsWithin(inner.Part, most),
            _ => true,
        };
    }

    private bool Has(PatternFlags flag) => (_flags & flag) != 0;

    private PatternNode.One Literal(int rune)
    {
        var set = RuneSet.Of(rune);
        return Has(PatternFlags.Fold) ? new(set.Folded(), IsFolded: true) : new(set, IsFolded: false);
    }

    private int NextRune()
    {
        var rune = char.IsHighSurrogate(_text[_at]) && _at + 1 < _text.Length && char.IsLowSurrogate(_text[_at + 1]) ? char.ConvertToUtf32(_text[_at], _text[_at + 1]) : _text[_at];
        _at += rune > char.MaxValue ? 2 : 1;
        return rune;
    }
}
