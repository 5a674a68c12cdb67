using System.Globalization;

namespace Cicada.Options;

/// <summary>Reads a text of words and commas one by one; what makes no sense is a <see cref="FormatException"/> with a sentence that says where.</summary>
/// <param name="text">The text.</param>
/// <param name="what">What it is called, at the beginning of a sentence.</param>
internal sealed class WordReader(string text, string what)
{
    private int _position;

    /// <summary>Whether what comes next begins something new.</summary>
    public bool IsAtEndOrComma => IsAtEnd || text[_position] == ',';

    private bool IsAtEnd
    {
        get
        {
            while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            {
                _position++;
            }

            return _position == text.Length;
        }
    }

    /// <summary>The next word, and where it begins.</summary>
    public (int At, string Word) Next(string expected, string example, bool anyCase = false)
    {
        if (IsAtEnd)
        {
            throw Sentence(_position, "ends", expected, "", example);
        }

        var at = _position;
        if (text[at] == ',')
        {
            throw Unexpected(at, ",", expected, "", example);
        }

        // A name with blanks or commas in it stands in double quotes.
        if (text[at] == '"')
        {
            var end = text.IndexOf('"', at + 1);
            if (end < 0)
            {
                throw Sentence(at, "has a quote that is never closed", "another one", "", example);
            }

            _position = end + 1;
            return (at, text[(at + 1)..end]);
        }

        while (_position < text.Length && !char.IsWhiteSpace(text[_position]) && text[_position] != ',')
        {
            _position++;
        }

        var word = text[at.._position];
        return (at, anyCase ? word : word.ToLowerInvariant());
    }

    public bool TakeComma()
    {
        if (IsAtEnd || text[_position] != ',')
        {
            return false;
        }

        _position++;
        return true;
    }

    /// <summary>Passes over a word that says nothing, where it stands there.</summary>
    public void Skip(string? word)
    {
        if (word is null || IsAtEnd)
        {
            return;
        }

        var before = _position;
        if (text[before] == ',' || Next("", "").Word != word)
        {
            _position = before;
        }
    }

    /// <summary>Takes a word if it is the next one.</summary>
    public bool Take(string word)
    {
        var before = _position;
        Skip(word);
        return _position > before && !text.AsSpan(before, _position - before).IsWhiteSpace();
    }

    public void Require(string word, string example)
    {
        var (at, found) = Next($"'{word}'", example);
        if (found != word)
        {
            throw Unexpected(at, found, $"'{word}'", "", example);
        }
    }

    public void RequireEnd(string expected, string example)
    {
        if (!IsAtEnd)
        {
            var (at, word) = Next(expected, example);
            throw Unexpected(at, word, expected, "", example);
        }
    }

    public int Whole(string example)
    {
        var (at, word) = Next("a number of users", example);
        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unexpected(at, word, "a whole number of users, 0 or more", "", example);
    }

    public TimeSpan Duration(string example)
    {
        var (at, word) = Next("a time", example);
        return DurationText.TryParse(word, out var duration) && duration > TimeSpan.Zero
            ? duration
            : throw Unexpected(at, word, "a time above 0 like '30s' or '1h30m', 49 days at most", "", example);
    }

    /// <summary>Two numbers of users with two points between them.</summary>
    public (int Low, int High) Range(string example)
    {
        const string Expected = "two numbers of users like '10..100'";
        var (at, word) = Next(Expected, example);
        var points = word.IndexOf("..", StringComparison.Ordinal);
        return points > 0
            && int.TryParse(word.AsSpan(0, points), NumberStyles.None, CultureInfo.InvariantCulture, out var low)
            && int.TryParse(word.AsSpan(points + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var high)
                ? (low, high)
                : throw Unexpected(at, word, Expected, "", example);
    }

    public FormatException Unexpected(int at, string word, string expected, string didYouMean, string example) =>
        Sentence(at, $"has '{word}'", expected, didYouMean, example);

    /// <summary>A sentence that is complete but for the place.</summary>
    public FormatException Wrong(int at, string sentence) => new($"{what}, and at column {at + 1}: {sentence}");

    private FormatException Sentence(int at, string saw, string expected, string didYouMean, string example) =>
        new($"{what}, which {saw} at column {at + 1}; expected {expected}.{didYouMean} Write for instance '{example}'.");
}
