using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cicada.Extraction;

/// <summary>Reads a JSON path; what it cannot read it says in a sentence.</summary>
internal sealed class JsonPathReader(string text)
{
    private int _at;

    /// <exception cref="FormatException">It is no path, or one with a filter.</exception>
    public static JsonPath Read(string text) => new JsonPathReader(text).Read();

    private JsonPath Read()
    {
        if (!Take('$'))
        {
            throw Expected("'$', the document, at its beginning");
        }

        var steps = new List<JsonPathStep>();
        while (_at < text.Length)
        {
            var descends = false;
            if (Take('.'))
            {
                descends = Take('.');
                if (!descends || Peek() != '[')
                {
                    steps.Add(new JsonPathStep(Take('*') ? JsonPathStep.Children : Member(ReadName()), descends));
                    continue;
                }
            }

            if (!Take('['))
            {
                throw Expected("'.' or '['");
            }

            steps.Add(new JsonPathStep(ReadChoices(), descends));
        }

        return new JsonPath(steps);
    }

    private static Func<JsonElement, IEnumerable<JsonElement>> Member(string name) => of => JsonPathStep.Member(of, name);

    private Func<JsonElement, IEnumerable<JsonElement>> ReadChoices()
    {
        var choices = new List<Func<JsonElement, IEnumerable<JsonElement>>>();
        do
        {
            SkipBlanks();
            choices.Add(ReadChoice());
            SkipBlanks();
        }
        while (Take(','));
        if (!Take(']'))
        {
            throw Expected("']'");
        }

        return choices.Count == 1 ? choices[0] : of => choices.SelectMany(choose => choose(of));
    }

    private Func<JsonElement, IEnumerable<JsonElement>> ReadChoice()
    {
        switch (Peek())
        {
            case '*':
                _at++;
                return JsonPathStep.Children;
            case '\'' or '"':
                return Member(ReadQuoted());
            case '?':
                throw new FormatException($"The JSON path '{text}' has a filter, '?', at {_at + 1}; filters are not understood. Take the whole list with AllJson, or read the body by Json<T>(), and choose in C#.");
        }

        var from = ReadNumber();
        SkipBlanks();
        if (!Take(':'))
        {
            return from is { } index ? of => JsonPathStep.Element(of, index) : throw Expected("a number, a name in quotes or '*'");
        }

        SkipBlanks();
        var to = ReadNumber();
        SkipBlanks();
        var step = 1;
        if (Take(':'))
        {
            SkipBlanks();
            step = ReadNumber() ?? 1;
        }

        return of => JsonPathStep.Slice(of, from, to, step);
    }

    private int? ReadNumber()
    {
        var start = _at;
        if (Peek() == '-')
        {
            _at++;
        }

        while (char.IsAsciiDigit(Peek()))
        {
            _at++;
        }

        if (_at == start)
        {
            return null;
        }

        return int.TryParse(text.AsSpan(start, _at - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Expected("a number", start);
    }

    private string ReadName()
    {
        var start = _at;
        while (_at < text.Length && text[_at] is not ('.' or '[' or ']' or '(' or ')' or '\'' or '"' or ',' or ' '))
        {
            _at++;
        }

        return _at > start ? text[start.._at] : throw Expected("a name");
    }

    private string ReadQuoted()
    {
        var (quote, start) = (text[_at], _at++);
        var name = new StringBuilder();
        while (_at < text.Length && text[_at] != quote)
        {
            if (text[_at] == '\\' && ++_at == text.Length)
            {
                break;
            }

            name.Append(text[_at++]);
        }

        return Take(quote) ? name.ToString() : throw Expected($"the {quote} that closes the name", start);
    }

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private bool Take(char wanted)
    {
        if (Peek() != wanted || _at >= text.Length)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (Peek() == ' ')
        {
            _at++;
        }
    }

    private FormatException Expected(string what, int? at = null) => new(
        $"The JSON path '{text}' cannot be read at {(at ?? _at) + 1}; expected {what}. Write it like $.items[0].name, $['a name'], $.items[*].id or $..id.");
}
