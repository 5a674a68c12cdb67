using Cicada.Regressions;

namespace Cicada.Thresholds;

/// <content>
/// Reads rules against regression, which name figures and requests as thresholds do:
/// <code>
///     figure [ '(' requests ')' ] ( '+' | '-' ) allowance
/// </code>
/// </content>
internal ref partial struct ThresholdReader
{
    private const string ExampleOfRegression = "Write for instance 'p95(GET /) +10%'.";

    /// <summary>Reads a rule against regression.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="place">Where it was read, for the sentence; empty for the command line.</param>
    /// <param name="problem">What is wrong with it, in a sentence; empty for nothing.</param>
    public static Regression? ReadRegression(string text, string place, out string problem)
    {
        var reader = new ThresholdReader(text, ExampleOfRegression);
        try
        {
            problem = "";
            return reader.ReadRegression();
        }
        catch (FormatException exception)
        {
            problem = $"The regression rule '{text}'{place} {exception.Message}";
            return null;
        }
    }

    private Regression ReadRegression()
    {
        SkipBlanks();
        if (_at == _text.Length)
        {
            throw new FormatException($"is empty; expected a figure, a sign and how much worse it may be. {_example}");
        }

        var (figure, percentile) = ReadFigure();
        if (RegressionRule.ProblemOfFigure(figure, percentile) is { } unknown)
        {
            throw new FormatException(unknown);
        }

        var requests = ReadRequests();
        SkipBlanks();
        var isLess = figure == ThresholdFigure.Rate;
        var sign = isLess ? '-' : '+';
        if (Next != sign)
        {
            throw Unexpected(isLess ? "'-', since a lower rate is the worse one," : "'+', since more is the worse");
        }

        _at++;
        SkipBlanks();
        var (allowance, isPercent) = ReadAllowance(figure);
        SkipBlanks();
        if (_at < _text.Length)
        {
            throw Unexpected("its end");
        }

        return RegressionRule.ProblemOfAllowance(figure, allowance, isPercent) is { } problem
            ? throw new FormatException(problem)
            : new Regression(figure, percentile, requests, allowance, isPercent) { Written = _text.Trim() };
    }

    private (double Allowance, bool IsPercent) ReadAllowance(ThresholdFigure figure)
    {
        var expected = figure switch
        {
            ThresholdFigure.FailureShare => "percentage points such as '0.5%'",
            ThresholdFigure.Rate => "a share of the rate such as '5%', or requests a second such as '20/s'",
            _ => "a share such as '10%', or a time with its unit such as '50ms'",
        };
        var start = _at;
        if (ReadNumber() is { } number)
        {
            SkipBlanks();
            if (Next == '%')
            {
                _at++;
                return (number, true);
            }

            if (figure == ThresholdFigure.Rate && ReadUnit() is "/s")
            {
                return (number, false);
            }
        }

        _at = start;
        return figure.IsTime() ? (ReadTime(expected).TotalMilliseconds, false) : throw Unexpected(expected);
    }
}
