using System.Globalization;

namespace Cicada.Options;

/// <summary>
/// Reads an arrival rate as it is typed: <c>500/s</c>, <c>poisson 30/m</c>, <c>ramp 0..500/s 1m, 500/s 5m</c>. The words 'over' and 'for' may stand where they read well.
/// </summary>
internal static class ArrivalText
{
    private const string Example = "500/s";
    private const string Expected = "a rate like '500/s', '30/m' or '90/h'";

    /// <summary>Reads it.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="what">What it is called at the beginning of a sentence, with the text and its place.</param>
    /// <param name="problems">Takes a sentence for what makes no sense.</param>
    /// <returns>The rate, or null.</returns>
    public static ArrivalRate? Read(string text, string what, List<string> problems)
    {
        var words = new WordReader(text, what);
        try
        {
            ArrivalRate? rate = null;
            do
            {
                var (at, word) = words.Next($"{Expected}, 'ramp' or 'poisson'", Example);
                try
                {
                    var next = Piece(words, at, word);
                    rate = rate is null ? next : rate.Then(next);
                }
                catch (Exception exception) when (exception is ArgumentOutOfRangeException or InvalidOperationException)
                {
                    // The sentence of the door, without the name of the parameter that is added to it.
                    throw words.Wrong(at, exception.Message.Split(" (Parameter", 2)[0]);
                }
            }
            while (words.TakeComma());
            words.RequireEnd("a comma and another rate, or the end", "ramp 0..500/s 1m, 500/s");
            return rate;
        }
        catch (FormatException exception)
        {
            problems.Add(exception.Message);
            return null;
        }
    }

    private static ArrivalRate Piece(WordReader words, int at, string word)
    {
        if (word == "ramp")
        {
            const string OfRamp = "ramp 0..500/s 1m";
            var (rampAt, rates) = words.Next("two rates like '0..500/s'", OfRamp);
            var points = rates.IndexOf("..", StringComparison.Ordinal);
            if (points < 1 || Number(rates[..points]) is not { } from || Rate(rates[(points + 2)..]) is not (var to, var unit))
            {
                throw words.Unexpected(rampAt, rates, "two rates like '0..500/s'", "", OfRamp);
            }

            words.Skip("over");
            return ArrivalRate.Ramp(from, to, words.Duration(OfRamp), unit);
        }

        var isPoisson = word == "poisson";
        if (isPoisson)
        {
            (at, word) = words.Next(Expected, "poisson 500/s");
        }

        if (Rate(word) is not (var arrivals, var per))
        {
            throw words.Unexpected(at, word, isPoisson ? Expected : $"{Expected}, 'ramp' or 'poisson'", Spelling.DidYouMean(word, ["ramp", "poisson"]), isPoisson ? "poisson 500/s" : Example);
        }

        var rate = isPoisson ? ArrivalRate.Poisson(arrivals, per) : ArrivalRate.Constant(arrivals, per);
        words.Skip("for");
        return words.IsAtEndOrComma ? rate : rate.For(words.Duration("500/s 5m"));
    }

    private static (double Arrivals, TimeSpan Per)? Rate(string word) =>
        word.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && Number(word[..slash]) is { } arrivals && Unit(word[(slash + 1)..]) is { } unit ? (arrivals, unit) : null;

    private static TimeSpan? Unit(string text) => text switch
    {
        "s" or "sec" or "second" => TimeSpan.FromSeconds(1),
        "m" or "min" or "minute" => TimeSpan.FromMinutes(1),
        "h" or "hour" => TimeSpan.FromHours(1),
        _ => DurationText.TryParse(text, out var duration) && char.IsAsciiDigit(text[0]) && !char.IsAsciiDigit(text[^1]) ? duration : null,
    };

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
