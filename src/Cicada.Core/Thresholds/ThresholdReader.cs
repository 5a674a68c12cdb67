using System.Globalization;

namespace Cicada.Thresholds;

/// <summary>Reads thresholds as they are typed. What it does not understand it says with the place.</summary>
/// <remarks>
/// <code>
///     figure [ '(' requests ')' ] sign limit { 'over' time | 'after' time | 'abort' }
/// </code>
/// where what follows the limit may also stand before the sign.
/// </remarks>
internal ref partial struct ThresholdReader
{
    private const string ExampleOfThreshold = "Write for instance 'p95(GET /) < 200ms'.";

    private readonly string _text;
    private readonly string _example;
    private int _at;

    private ThresholdReader(string text, string example) => (_text, _example) = (text, example);

    private readonly char Next => _at < _text.Length ? _text[_at] : '\0';

    /// <summary>Reads one.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="place">Where it was read, for the sentence; empty for the command line.</param>
    /// <param name="problem">What is wrong with it, in a sentence; empty for nothing.</param>
    public static Threshold? Read(string text, string place, out string problem)
    {
        var reader = new ThresholdReader(text, ExampleOfThreshold);
        try
        {
            problem = "";
            return reader.Read();
        }
        catch (FormatException exception)
        {
            problem = $"The threshold '{text}'{place} {exception.Message}";
            return null;
        }
    }

    /// <summary>How long what stands before the bracket that closes is; −1 where none does.</summary>
    public static int LengthInBrackets(string text)
    {
        var open = 0;
        for (var i = 0; i < text.Length; i++)
        {
            open += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (open < 0)
            {
                return i;
            }
        }

        return -1;
    }

    private Threshold Read()
    {
        SkipBlanks();
        if (_at == _text.Length)
        {
            throw new FormatException($"is empty; expected a figure, a sign and a limit. {_example}");
        }

        var (figure, percentile) = ReadFigure();
        var requests = ReadRequests();
        TimeSpan? window = null, delay = null;
        var aborts = false;
        ReadExtras(ref window, ref delay, ref aborts, "one of '<', '<=', '>' and '>='");
        var comparison = ReadSign();
        var limit = ReadLimit(ref figure);
        ReadExtras(ref window, ref delay, ref aborts, "its end, 'over', 'after' or 'abort'");
        if (_at < _text.Length)
        {
            throw Unexpected("its end, 'over', 'after' or 'abort'");
        }

        if (ThresholdRule.Problem(figure, comparison, limit) is { } problem)
        {
            throw new FormatException(problem);
        }

        var threshold = new Threshold(figure, percentile, requests, comparison, limit);
        threshold = window is { } over ? threshold.Over(over) : threshold;
        threshold = delay is { } after ? threshold.After(after) : threshold;
        return (aborts ? threshold.Abort() : threshold) with { Written = _text.Trim() };
    }

    private (ThresholdFigure Figure, double Percentile) ReadFigure()
    {
        var start = _at;
        var word = ReadWord();
        switch (word.ToLowerInvariant())
        {
            case "median":
                return (ThresholdFigure.Percentile, 50);
            case "mean" or "avg":
                return (ThresholdFigure.Mean, 0);
            case "min":
                return (ThresholdFigure.Min, 0);
            case "max":
                return (ThresholdFigure.Max, 0);
            case "failures":
                return (ThresholdFigure.FailureShare, 0);
            case "rps":
                return (ThresholdFigure.Rate, 0);
            case "checks":
                return (ThresholdFigure.Checks, 0);
            case "requests":
                return (ThresholdFigure.Requests, 0);
        }

        if (word.Length > 1 && word[0] is 'p' or 'P' && Percentile(word[1..]) is { } percentile)
        {
            return (ThresholdFigure.Percentile, percentile);
        }

        _at = start;
        throw Unexpected("a figure: p50, p95, p99.9 or another percentile, mean, min, max, failures, rps, requests or checks");
    }

    /// <summary>The percentile of what stands behind the 'p'; as everywhere in Cicada 999 is short for 99.9. Null where it is none.</summary>
    public static double? Percentile(string digits)
    {
        if (digits.Length > 2 && digits.All(char.IsAsciiDigit))
        {
            digits = digits.Insert(2, ".");
        }

        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percentile) && ThresholdRule.IsPercentile(percentile) ? percentile : null;
    }

    private string? ReadRequests()
    {
        SkipBlanks();
        if (Next != '(')
        {
            return null;
        }

        var open = _at++;
        SkipBlanks();
        string name;
        if (Next == '"')
        {
            var end = _text.IndexOf('"', _at + 1);
            if (end < 0)
            {
                throw Unexpected("a second '\"' behind the name of the requests");
            }

            name = _text[(_at + 1)..end];
            _at = end + 1;
            SkipBlanks();
            if (Next != ')')
            {
                throw Unexpected("')' behind the name of the requests");
            }
        }
        else
        {
            var length = LengthInBrackets(_text[_at..]);
            if (length < 0)
            {
                _at = open;
                throw Unexpected("')' behind the name of the requests");
            }

            name = _text.Substring(_at, length).Trim();
            _at += length;
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            _at = open;
            throw Unexpected("the name of the requests between the brackets, or no brackets for all requests");
        }

        _at++;
        return name;
    }

    private ThresholdComparison ReadSign()
    {
        SkipBlanks();
        var start = _at;
        while (Next is '<' or '>' or '=' or '!')
        {
            _at++;
        }

        switch (_text[start.._at])
        {
            case "<":
                return ThresholdComparison.Below;
            case "<=":
                return ThresholdComparison.AtMost;
            case ">":
                return ThresholdComparison.Above;
            case ">=":
                return ThresholdComparison.AtLeast;
            default:
                _at = start;
                throw Unexpected("one of '<', '<=', '>' and '>='");
        }
    }

    private double ReadLimit(ref ThresholdFigure figure)
    {
        SkipBlanks();
        if (figure.IsTime())
        {
            return ReadTime("a time with its unit, such as '200ms' or '1.5s'").TotalMilliseconds;
        }

        var expected = figure switch
        {
            ThresholdFigure.FailureShare => "a share such as '1%', or a number of requests",
            ThresholdFigure.Checks => "a share such as '99%'",
            ThresholdFigure.Rate => "requests a second, such as '500'",
            _ => "a number of requests, such as '1000'",
        };
        var number = ReadNumber() ?? throw Unexpected(expected);
        var start = _at;
        SkipBlanks();
        _at = Next == '%' ? _at : start;
        var unit = ReadUnit();
        if (figure == ThresholdFigure.FailureShare)
        {
            figure = unit == "%" ? figure : ThresholdFigure.Failures;
        }

        if ((unit.Length > 0 || figure == ThresholdFigure.Checks) && !(figure.IsShare() && unit == "%") && !(figure == ThresholdFigure.Rate && unit == "/s"))
        {
            _at = start;
            throw Unexpected(expected);
        }

        return number;
    }

    private void ReadExtras(ref TimeSpan? window, ref TimeSpan? delay, ref bool aborts, string expected)
    {
        while (true)
        {
            SkipBlanks();
            var start = _at;
            var word = ReadWord().ToLowerInvariant();
            switch (word)
            {
                case "":
                    return;
                case "over" when window is null:
                    window = ReadExtra(ThresholdRule.ProblemOfWindow, "how long, such as '60s'");
                    break;
                case "after" when delay is null:
                    delay = ReadExtra(ThresholdRule.ProblemOfDelay, "how long after the start, such as '30s'");
                    break;
                case "abort" when !aborts:
                    aborts = true;
                    break;
                default:
                    _at = start;
                    throw Unexpected(word is "over" or "after" or "abort" ? $"'{word}' only once" : expected);
            }
        }
    }

    private TimeSpan ReadExtra(Func<TimeSpan, string?> problemOf, string expected)
    {
        SkipBlanks();
        var time = ReadTime(expected);
        return problemOf(time) is { } problem ? throw new FormatException(problem) : time;
    }

    // One or several numbers with units: 1m30s.
    private TimeSpan ReadTime(string expected)
    {
        var start = _at;
        var seconds = 0.0;
        var parts = 0;
        while (ReadNumber() is { } number)
        {
            SkipBlanks();
            double? unit = ReadUnit() switch
            {
                "h" => 3600,
                "m" => 60,
                "s" => 1,
                "ms" => 1e-3,
                "us" or "µs" => 1e-6,
                _ => null,
            };
            if (unit is null)
            {
                _at = start;
                throw Unexpected(expected);
            }

            seconds += number * unit.Value;
            parts++;
        }

        if (parts == 0 || seconds > TimeSpan.FromDays(365).TotalSeconds)
        {
            _at = start;
            throw Unexpected(expected);
        }

        return TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
    }

    private double? ReadNumber()
    {
        var start = _at;
        while (char.IsAsciiDigit(Next) || (Next == '.' && _at > start))
        {
            _at++;
        }

        if (_at > start && double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        _at = start;
        return null;
    }

    private string ReadUnit()
    {
        var start = _at;
        while (char.IsLetter(Next) || Next is '%' or '/')
        {
            _at++;
        }

        return _text[start.._at];
    }

    private string ReadWord()
    {
        var start = _at;
        while (char.IsLetterOrDigit(Next) || (Next == '.' && _at > start))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private void SkipBlanks()
    {
        while (char.IsWhiteSpace(Next))
        {
            _at++;
        }
    }

    private readonly FormatException Unexpected(string expected)
    {
        var rest = _text[_at..].Trim();
        var place = rest.Length == 0 ? "at its end" : $"at character {_at + 1}, '{(rest.Length > 30 ? rest[..30] + "…" : rest)}'";
        return new FormatException($"cannot be read {place}: expected {expected}. {_example}");
    }
}
