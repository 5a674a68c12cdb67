using System.Globalization;
using Cicada.Load;
using Cicada.Thresholds;

namespace Cicada.Options;

/// <summary>Reads how the limit is to be looked for: <c>10..1000 by 50 every 30s while p95 &lt; 500ms and failures &lt; 1%</c>.</summary>
internal static class FindLimitText
{
    public const string Example = "10..1000 by 50 every 30s while p95 < 500ms and failures < 1%";
    private const string Expected = "'p' and a percentile like 'p95', or 'failures'";

    /// <summary>Reads it.</summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="what">What it is called at the beginning of a sentence.</param>
    /// <param name="problems">Takes a sentence for what makes no sense.</param>
    /// <returns>A search for one run, or null.</returns>
    public static LimitSearch? Read(string text, string what, List<string> problems)
    {
        try
        {
            // Blanks around the sign are free.
            return Search(new WordReader(text, what));
        }
        catch (FormatException exception)
        {
            problems.Add(exception.Message);
            return null;
        }
    }

    private static LimitSearch Search(WordReader words)
    {
        words.Skip("users");
        var (from, to) = words.Range(Example);
        if (from < 1 || to < from)
        {
            throw words.Wrong(0, $"The numbers of users go from '{from}' to '{to}'; the first is at least 1, the second not below it. Write for instance '{Example}'.");
        }

        words.Require("by", Example);
        var by = words.Whole(Example);
        if (by < 1)
        {
            throw words.Wrong(0, $"The steps are of '{by}' users; a step is at least 1. Write for instance '{Example}'.");
        }

        words.Require("every", Example);
        var every = words.Duration(Example);
        if (every < TimeSpan.FromSeconds(1))
        {
            throw words.Wrong(0, $"Each number of users stays for '{StageText.Of(every)}'; it is a second at least, since its first fifth is for users to come. Write for instance '{Example}'.");
        }

        if (every > TimeSpan.FromDays(49))
        {
            throw words.Wrong(0, $"Each number of users stays for '{StageText.Of(every)}'; the longest is 49 days. Write for instance '{Example}'.");
        }

        words.Require("while", Example);
        List<Threshold> rules = [];
        do
        {
            rules.Add(Rule(words));
        }
        while (words.Take("and"));
        words.RequireEnd("'and' with another condition, or the end", Example);
        return new LimitSearch(from, to, by, every, rules);
    }

    private static Threshold Rule(WordReader words)
    {
        var (at, word) = words.Next(Expected, Example);
        if (word == "failures")
        {
            words.Require("<", Example);
            var (place, share) = words.Next("a share of the requests like '1%'", Example);
            return share.EndsWith('%') && double.TryParse(share.AsSpan(0, share.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100
                ? Threshold.Failures().Below(percent.Percent())
                : throw words.Unexpected(place, share, "a share of the requests above 0 like '1%', 100% at most", "", Example);
        }

        if (Percentile(word) is not { } percentile)
        {
            throw words.Unexpected(at, word, Expected, "", Example);
        }

        words.Require("<", Example);
        var limit = words.Duration(Example);

        // Said again with times as shapes say them.
        return Threshold.Percentile(percentile).Below(limit) with { Written = $"{word} < {StageText.Of(limit)}" };
    }

    private static double? Percentile(string word) =>
        word.Length is >= 3 and <= 6 && word[0] == 'p' && !word.AsSpan(1).ContainsAnyExceptInRange('0', '9') ? ThresholdReader.Percentile(word[1..]) : null;
}
