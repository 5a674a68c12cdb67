using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Cicada.Options;

namespace Cicada.Commands;

/// <summary>Options of commands that are more than a text, read so that what cannot be is answered with a sentence.</summary>
internal static class CommandOption
{
    /// <summary>A whole number of 1 or more.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="what">What it is, to begin a sentence with.</param>
    /// <param name="description">Its line in the help.</param>
    public static Option<int?> Number(string name, string what, string description) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result =>
        {
            var text = Text(result);
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
            {
                return number;
            }

            result.AddError($"{what} is '{text}'; expected a whole number of 1 or more. Write for instance '{name} 50'.");
            return null;
        },
    };

    /// <summary>An age of what is kept.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="what">What it is, to begin a sentence with.</param>
    /// <param name="description">Its line in the help.</param>
    public static Option<TimeSpan?> Age(string name, string what, string description) => new(name)
    {
        Description = description,
        HelpName = "age",
        CustomParser = result =>
        {
            var text = Text(result);
            if (DurationText.TryParseAge(text, out var age))
            {
                return age;
            }

            result.AddError($"{what} is '{text}'; {DurationText.ExpectedAge}. Write for instance '{name} 30d'.");
            return null;
        },
    };

    /// <summary>A time after a run's start.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="what">What it is, to begin a sentence with.</param>
    /// <param name="description">Its line in the help.</param>
    public static Option<TimeSpan?> Elapsed(string name, string what, string description) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = result =>
        {
            var text = Text(result);
            if (DurationText.TryParse(text, out var elapsed))
            {
                return elapsed;
            }

            result.AddError($"{what} is '{text}'; {DurationText.Expected}. Write for instance '{name} 30s'.");
            return null;
        },
    };

    private static string Text(ArgumentResult result) => result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;
}
