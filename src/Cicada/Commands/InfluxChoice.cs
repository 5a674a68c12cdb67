using System.CommandLine;
using Cicada.Options;

namespace Cicada.Commands;

/// <summary>Which InfluxDB a command is about: the one that a load test started here would send its run to, unless it is told otherwise.</summary>
/// <param name="surroundings">Where the program runs.</param>
/// <param name="specs">The options the command has.</param>
internal sealed class InfluxChoice(Surroundings surroundings, params IReadOnlyList<OptionSpec> specs)
{
    private readonly RunCommandLineOption[] _options = [.. specs.Select(spec => new RunCommandLineOption(spec))];

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in _options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What was given, by key: typed behind the command, in the environment or in a file.</summary>
    /// <exception cref="PlanException">A file cannot be read.</exception>
    public IReadOnlyDictionary<string, OptionValue> Values(ParseResult result)
    {
        // Addresses may stand in a file or in the environment also where the command takes them as arguments.
        var layers = ConfigurationPlaces.Read(surroundings, [.. specs.Append(RunOptionSpecs.Influx).Distinct()], null, isShared: true);
        foreach (var option in _options)
        {
            if (result.GetResult(option) is { Implicit: false } typed)
            {
                layers.AddTyped(option.Spec.Key, option.Spec.Kind == OptionKind.Flag ? ["true"] : [.. typed.Tokens.Select(token => token.Value)]);
            }
        }

        return layers.Values;
    }
}
