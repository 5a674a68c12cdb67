using System.CommandLine;
using Cicada.Storage;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>label RUN key=value …</c>: shows, sets and removes labels of a run.</summary>
internal sealed class LabelCommand(Surroundings surroundings, StoreChoice store)
{
    private const string Example = "team=shop";

    private readonly Argument<string> _run = RunArgument.Create();
    private readonly Argument<string[]> _labels = new("key=value")
    {
        Description = "The labels to set; 'key=' removes one. Without any the labels are shown.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _remove = new("--remove") { Description = "Removes the label with this key. May be given several times.", HelpName = "key" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints labels, note and baseline of the run as JSON." };

    public Command Build()
    {
        _labels.Validators.Add(result => LabelPair.Validate(result, result.Tokens.Select(token => token.Value), Example));
        var command = new Command("label", "Shows or changes the labels of a run.") { Arguments = { _run, _labels }, Options = { _remove, _json } };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        var changes = LabelPair.Read(result.GetValue(_labels) ?? []).ToDictionary(pair => pair.Key, string? (pair) => pair.Value, StringComparer.Ordinal);
        foreach (var key in result.GetValue(_remove) ?? [])
        {
            if (changes.TryGetValue(key, out var value) && !string.IsNullOrEmpty(value))
            {
                surroundings.Error.WriteLine(PlainText.Of(
                    $"The run label '{key}' is to be set to '{value}' and to be removed; expected one of both. Leave '{key}={value}' or '--remove {key}' out.",
                    int.MaxValue));
                return ExitCode.BadOptions;
            }

            changes[key] = null;
        }

        var run = result.GetRequiredValue(_run);
        using var history = store.Open(result, changes.Count > 0 ? StoreAccess.Change : StoreAccess.Read);
        var remarks = changes.Count > 0 ? history.Label(run, changes) : history.ReadRemarks(run);
        if (result.GetValue(_json))
        {
            surroundings.Output.WriteLine(RunRemarksJson.Of(remarks));
            return ExitCode.Success;
        }

        surroundings.Output.WriteLine(remarks.Labels.Count > 0
            ? $"The run '{remarks.Run}' has the labels {string.Join(", ", remarks.Labels.Select(label => PlainText.Of($"{label.Key}={label.Value}", int.MaxValue)))}."
            : $"The run '{remarks.Run}' has no labels.");
        return ExitCode.Success;
    }
}
