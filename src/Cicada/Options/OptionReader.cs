using System.Globalization;
using Cicada.Thresholds;

namespace Cicada.Options;

/// <summary>Turns the texts options were given into values, and collects a sentence for each that makes no sense.</summary>
internal sealed class OptionReader(IReadOnlyDictionary<string, OptionValue> values, List<string> problems)
{
    public bool Flag(OptionSpec spec)
    {
        if (!values.TryGetValue(spec.Key, out var value))
        {
            return false;
        }

        switch (value.Last.ToLowerInvariant())
        {
            case "true" or "yes" or "on" or "1":
                return true;
            case "false" or "no" or "off" or "0":
                return false;
            default:
                problems.Add($"The option '{spec.Name}' is '{value.Last}'{value.Place}; expected 'true' or 'false'. Write one of them, or leave it out.");
                return false;
        }
    }

    public string? Text(OptionSpec spec)
    {
        if (!values.TryGetValue(spec.Key, out var value))
        {
            return null;
        }

        if (value.Last.Length == 0)
        {
            problems.Add($"The option '{spec.Name}' is ''{value.Place}; expected a {spec.ValueName}. Write one, or leave the option out.");
            return null;
        }

        return value.Last;
    }

    public long? Whole(OptionSpec spec, string what, long least, long most, string example)
    {
        if (!values.TryGetValue(spec.Key, out var value))
        {
            return null;
        }

        if (long.TryParse(value.Last, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        var range = most >= int.MaxValue ? $"of {least} or more" : $"from {least} to {most}";
        problems.Add($"{what} is '{value.Last}'{value.Place}; expected a whole number {range}. Write for instance '{example}'.");
        return null;
    }

    public double? Number(OptionSpec spec, string what, string example)
    {
        if (!values.TryGetValue(spec.Key, out var value))
        {
            return null;
        }

        if (double.TryParse(value.Last, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number > 0 && double.IsFinite(number))
        {
            return number;
        }

        problems.Add($"{what} is '{value.Last}'{value.Place}; expected a number above 0. Write for instance '{example}'.");
        return null;
    }

    /// <summary>One of several words.</summary>
    public T? Word<T>(OptionSpec spec, string what, IReadOnlyDictionary<string, T> words, string example)
        where T : struct
    {
        if (!values.TryGetValue(spec.Key, out var value))
        {
            return null;
        }

        if (words.TryGetValue(value.Last.Trim(), out var meant))
        {
            return meant;
        }

        problems.Add($"{what} is '{value.Last}'{value.Place}; expected one of {string.Join(", ", words.Keys.Select(word => $"'{word}'"))}.{(value.Last.Length > 2 ? Spelling.DidYouMean(value.Last, words.Keys) : "")} Write for instance '{example}'.");
        return null;
    }

    public TimeSpan? Duration(OptionSpec spec, string what, bool zeroAllowed, string example)
    {
        if (!values.TryGetValue(spec.Key, out var value))
        {
            return null;
        }

        if (DurationText.TryParse(value.Last, out var duration) && (zeroAllowed || duration > TimeSpan.Zero))
        {
            return duration;
        }

        var bounds = zeroAllowed ? "49 days at most" : "above 0, 49 days at most";
        problems.Add($"{what} is '{value.Last}'{value.Place}; {DurationText.Expected}, {bounds}. Write for instance '{example}'.");
        return null;
    }

    /// <summary>An absolute address with a scheme and a host.</summary>
    public Uri? Address(OptionSpec spec, string what)
    {
        if (!values.TryGetValue(spec.Key, out var value))
        {
            return null;
        }

        var text = value.Last.Trim();
        var shown = Secrets.InAddress(text);
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            var address = text.TrimStart('/');
            var example = address.Length == 0 ? "http://localhost:5000" : "http://" + address;
            problems.Add($"{what} is '{shown}'{value.Place}; expected an address with its scheme. Write for instance '{example}'.");
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            problems.Add($"{what} is '{shown}'{value.Place}; expected an absolute address. Write for instance 'http://localhost:5000'.");
            return null;
        }

        return uri;
    }

    /// <summary>Words, also from one text with commas or blanks between them, as files and the environment have them.</summary>
    public IReadOnlyList<string> Words(OptionSpec spec) =>
        values.TryGetValue(spec.Key, out var value)
            ? [.. value.Values.SelectMany(text => text.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)]
            : [];

    /// <summary>Thresholds.</summary>
    public IReadOnlyList<Threshold> Thresholds(OptionSpec spec) => Rules<Threshold>(spec, ThresholdReader.Read);

    /// <summary>Rules against regression.</summary>
    public IReadOnlyList<Regression> Regressions(OptionSpec spec) => Rules<Regression>(spec, ThresholdReader.ReadRegression);

    private delegate T? ReadRule<T>(string text, string place, out string problem);

    private List<T> Rules<T>(OptionSpec spec, ReadRule<T> read)
        where T : class
    {
        if (!values.TryGetValue(spec.Key, out var value))
        {
            return [];
        }

        // A file and the environment have one text for all of them.
        var texts = value.IsTyped
            ? value.Values
            : [.. value.Values.SelectMany(text => text.Split(spec.Separator.Trim(), StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        List<T> rules = [];
        foreach (var text in texts)
        {
            if (read(text, value.Place, out var problem) is { } rule)
            {
                rules.Add(rule);
            }
            else
            {
                problems.Add(problem);
            }
        }

        return rules;
    }

    /// <summary>Pairs <c>key=value</c>; where a key is given twice the last one counts.</summary>
    public IReadOnlyDictionary<string, string> Pairs(OptionSpec spec, string what, string example)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!values.TryGetValue(spec.Key, out var value))
        {
            return pairs;
        }

        // A file and the environment have one text for all of them.
        var texts = value.IsTyped ? value.Values : [.. value.Values.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries))];
        foreach (var text in texts)
        {
            var split = text.IndexOf('=', StringComparison.Ordinal);
            if (split > 0 && !text.AsSpan(0, split).IsWhiteSpace())
            {
                pairs[text[..split].Trim()] = text[(split + 1)..].Trim();
            }
            else
            {
                problems.Add($"{what} is '{text}'{value.Place}; expected a key, '=' and a value. Write for instance '{example}'.");
            }
        }

        return pairs;
    }
}
