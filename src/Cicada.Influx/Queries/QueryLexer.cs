using System.Text;

namespace Cicada.Influx.Queries;

/// <summary>
/// Takes tokens out of the text of a query, at any place of it, so that whoever asks may go back. It never fails: what cannot be read is a token that
/// says so.
/// </summary>
/// <remarks>
/// Positions are those InfluxDB names in its errors, its peculiarities included: a text in quotes or a pattern is said to begin one character early, and the end
/// of the query lies one character further when what is before it is a bare word or a blank, which had to be read beyond.
/// </remarks>
internal sealed class QueryLexer(string text)
{
    // Where lines begin, so that a position is found from an index.
    private readonly int[] _lines = LinesOf(text);

    /// <summary>The token that begins at or behind an index, blanks and comments passed over.</summary>
    /// <param name="at">The index.</param>
    /// <param name="isEndRead">Whether the end has been read before.</param>
    public QueryToken Read(int at, bool isEndRead = false)
    {
        var (start, runsIntoEnd) = SkipBlanks(at);
        return start >= text.Length && (runsIntoEnd || isEndRead) ? End(start, isBeyond: true) : ReadHere(start, at);
    }

    /// <summary>The token that begins at an index exactly; null where a blank or comment stands there.</summary>
    public QueryToken? ReadAdjacent(int at) => SkipBlanks(at).At == at ? ReadHere(at, at) : null;

    /// <summary>A pattern between slashes behind an index, if one stands there.</summary>
    public QueryToken? ReadRegex(int at)
    {
        var (start, _) = SkipWhitespace(at);
        if (start >= text.Length || text[start] != '/')
        {
            return null;
        }

        var position = Before(start);
        var pattern = new StringBuilder();
        for (var i = start + 1; i < text.Length && text[i] is not ('\n' or '\r' or '\0'); i++)
        {
            switch (text[i])
            {
                case '/':
                    return new(QueryTokenKind.Regex, pattern.ToString(), position, start, i + 1);
                case '\\' when i + 1 < text.Length && text[i + 1] == '/':
                    pattern.Append('/');
                    i++;
                    break;
                default:
                    pattern.Append(text[i]);
                    break;
            }
        }

        throw new QuerySyntaxException("bad regex: ", position);
    }

    /// <summary>The blank at an index, where a slash follows it.</summary>
    public QueryToken? ReadBlankBeforeSlash(int at)
    {
        var (end, _) = SkipWhitespace(at);
        return end > at && this[end] == '/' ? new(QueryTokenKind.Bad, text[at..end], At(at), at, end) : null;
    }

    /// <summary>Whether nothing but blanks stands behind an index.</summary>
    public bool IsBlankFrom(int at) => SkipWhitespace(at).At >= text.Length;

    /// <summary>Where an index is.</summary>
    public QueryPosition PositionOf(int at) => At(at);

    /// <summary>The character at an index, or NUL behind the end.</summary>
    public char this[int at] => at < text.Length ? text[at] : '\0';

    private QueryToken ReadHere(int start, int from)
    {
        if (start >= text.Length || text[start] == '\0')
        {
            return End(start, isBeyond: from == start && start > 0 && start >= text.Length && EndsOpen(start));
        }

        var first = text[start];
        if (IsWordStart(first))
        {
            return Word(start);
        }

        if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(this[start + 1])))
        {
            return Number(start);
        }

        switch (first)
        {
            case '"' or '\'':
                return Quoted(start);
            case '$':
                return Parameter(start);
            case '/' when this[start + 1] == '*':
                // A comment without an end; all others have been passed over.
                return new(QueryTokenKind.Bad, "ILLEGAL", At(start), start, text.Length);
        }

        var two = start + 1 < text.Length ? text.AsSpan(start, 2) : default;
        var length = two is "=~" or "!=" or "!~" or ">=" or "<=" or "<>" or "::" ? 2 : 1;
        return length == 2 || "+-*/%&|^=><(),;:.".Contains(first, StringComparison.Ordinal)
            ? new(QueryTokenKind.Symbol, two is "<>" ? "!=" : text.Substring(start, length), At(start), start, start + length)
            : Illegal(start);
    }

    private QueryToken Illegal(int start)
    {
        var length = char.IsHighSurrogate(text[start]) && char.IsLowSurrogate(this[start + 1]) ? 2 : 1;
        return new(QueryTokenKind.Bad, text.Substring(start, length), At(start), start, start + length);
    }

    private QueryToken Word(int start)
    {
        var end = EndOfWord(start);
        var word = text.AsSpan(start, end - start);

        // A name in quotes directly behind a bare one swallows it.
        if (this[end] == '"')
        {
            var quoted = Quoted(end);
            return quoted.Kind == QueryTokenKind.Bad ? quoted : quoted with { Position = At(start), Start = start };
        }

        return QueryKeywords.Find(word) is { } keyword
            ? new(QueryTokenKind.Keyword, keyword, At(start), start, end)
            : new(QueryTokenKind.Identifier, word.ToString(), At(start), start, end);
    }

    private QueryToken Parameter(int start)
    {
        if (this[start + 1] == '"')
        {
            var quoted = Quoted(start + 1);
            return quoted.Kind == QueryTokenKind.Bad ? quoted with { Text = "$" + quoted.Text, Position = At(start) } : new(QueryTokenKind.Parameter, quoted.Text, At(start), start, quoted.End);
        }

        var end = EndOfWord(start + 1);
        return new(QueryTokenKind.Parameter, text[(start + 1)..end], At(start), start, end);
    }

    private QueryToken Quoted(int start)
    {
        var quote = text[start];
        var said = new StringBuilder();
        for (var i = start + 1; i < text.Length && text[i] is not ('\n' or '\r' or '\0'); i++)
        {
            if (text[i] == quote)
            {
                return quote == '"'
                    ? new(QueryTokenKind.Identifier, said.ToString(), At(start), start, i + 1)
                    : new(QueryTokenKind.String, said.ToString(), Before(start), start, i + 1);
            }

            if (text[i] != '\\')
            {
                said.Append(text[i]);
                continue;
            }

            i++;
            switch (this[i])
            {
                case 'n':
                    said.Append('\n');
                    break;
                case '\\' or '"' or '\'':
                    said.Append(text[i]);
                    break;
                default:
                    var escape = i < text.Length ? text.Substring(i - 1, 2) : "\\";
                    return new(QueryTokenKind.Bad, escape, At(i), start, Math.Min(i + 1, text.Length));
            }
        }

        return new(QueryTokenKind.Bad, said.ToString(), Before(start), start, text.Length);
    }

    private QueryToken Number(int start)
    {
        var end = EndOfDigits(start);
        if (this[end] == '.')
        {
            // A point without digits behind it is swallowed.
            var fraction = EndOfDigits(end + 1);
            var number = fraction > end + 1 ? text[start..fraction] : text[start..end];
            return new(QueryTokenKind.Number, number, At(start), start, fraction);
        }

        if (!IsUnit(this[end]))
        {
            return new(QueryTokenKind.Integer, text[start..end], At(start), start, end);
        }

        while (IsUnit(this[end]) || char.IsAsciiDigit(this[end]))
        {
            end++;
        }

        return new(QueryTokenKind.Duration, text[start..end], At(start), start, end);
    }

    private QueryToken End(int at, bool isBeyond)
    {
        var position = At(Math.Min(at, text.Length));
        return new(QueryTokenKind.End, "", isBeyond ? position with { Character = position.Character + 1 } : position, at, at);
    }

    // A bare word can only be known to be over by reading beyond it.
    private bool EndsOpen(int end) => IsWordPart(text[end - 1]) && !IsNumberBefore(end);

    private bool IsNumberBefore(int end)
    {
        var start = end;
        while (start > 0 && (IsWordPart(text[start - 1]) || text[start - 1] is '.' or 'µ'))
        {
            start--;
        }

        return char.IsAsciiDigit(text[start]) || text[start] == '.';
    }

    private (int At, bool RunsIntoEnd) SkipBlanks(int at)
    {
        var runsIntoEnd = false;
        while (at < text.Length)
        {
            var before = at;
            (at, runsIntoEnd) = SkipWhitespace(at);
            if (this[at] == '-' && this[at + 1] == '-')
            {
                var line = text.AsSpan(at).IndexOfAny('\n', '\r');
                runsIntoEnd = line < 0;
                at = line < 0 ? text.Length : at + line + 1;
            }
            else if (this[at] == '/' && this[at + 1] == '*')
            {
                var close = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
                if (close < 0)
                {
                    return (at, false);
                }

                (at, runsIntoEnd) = (close + 2, false);
            }

            if (at == before)
            {
                break;
            }
        }

        return (at, runsIntoEnd);
    }

    private (int At, bool RunsIntoEnd) SkipWhitespace(int at)
    {
        var start = at;
        while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r')
        {
            at++;
        }

        return (at, at > start && at >= text.Length);
    }

    private int EndOfWord(int at)
    {
        while (at < text.Length && IsWordPart(text[at]))
        {
            at++;
        }

        return at;
    }

    private int EndOfDigits(int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    private QueryPosition Before(int at) => At(Math.Max(at - 1, 0));

    private QueryPosition At(int at)
    {
        var line = Array.BinarySearch(_lines, at);
        line = line >= 0 ? line : ~line - 1;

        // InfluxDB counts characters of Unicode.
        var characters = 0;
        for (var i = _lines[line]; i < at && i < text.Length; i++)
        {
            characters += char.IsLowSurrogate(text[i]) ? 0 : 1;
        }

        return new(line, characters);
    }

    private static bool IsWordStart(char character) => char.IsAsciiLetter(character) || character == '_';

    private static bool IsWordPart(char character) => IsWordStart(character) || char.IsAsciiDigit(character);

    private static bool IsUnit(char character) => char.IsAsciiLetter(character) || character == 'µ';

    private static int[] LinesOf(string text)
    {
        var lines = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                lines.Add(i + 1);
            }
        }

        return [.. lines];
    }
}
