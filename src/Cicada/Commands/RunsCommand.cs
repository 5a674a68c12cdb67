using System.CommandLine;
using Cicada.Storage;
using Cicada.Terminal;
using Spectre.Console;

namespace Cicada.Commands;

/// <summary><c>runs</c>: lists the runs that were kept.</summary>
internal sealed class RunsCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Option<string?> _test = new("--test") { Description = "Only runs of this test.", HelpName = "name" };

    private readonly Option<string[]> _labels = new("--label")
    {
        Description = "Only runs with this label, or with 'key=' without it. May be given several times.",
        HelpName = "key=value",
    };

    private readonly Option<int?> _limit = CommandOption.Number("--limit", "The number of runs to list", "Only so many, the newest.");
    private readonly Option<bool> _json = new("--json") { Description = "Prints a JSON array." };

    public Command Build()
    {
        _labels.Validators.Add(result => LabelPair.Validate(result, result.Tokens.Select(token => token.Value), "--label team=shop"));
        var command = new Command("runs", "Lists the runs that were kept, newest first.") { Options = { _test, _labels, _limit, _json } };
        command.SetAction((result, _) => InvokeAsync(result));
        return command;
    }

    private async Task<int> InvokeAsync(ParseResult result)
    {
        var reading = Task.Run(RunSummaryJson.Prepare);
        var filter = new RunFilter
        {
            Test = result.GetValue(_test),
            Labels = LabelPair.Read(result.GetValue(_labels) ?? []),
            Limit = result.GetValue(_limit),
        };
        using var history = store.Open(result);
        await reading;
        var runs = history.List(filter);
        if (result.GetValue(_json))
        {
            surroundings.Output.WriteLine(RunSummaryJson.SerializeHeads(runs, history.Sizes()));
            return ExitCode.Success;
        }

        if (runs.Count == 0)
        {
            surroundings.Output.WriteLine(filter.Test is null && filter.Labels.Count == 0
                ? $"There are no runs in '{history.Path}' yet."
                : RunFilterText.NothingFound(history, filter));
            return ExitCode.Success;
        }

        // Who reads a file or a pipe is given a word to look for.
        var console = Consoles.Of(surroundings.Output, surroundings.OutputIsTerminal);
        console.Write(new RunsTable(runs, history.Sizes(), surroundings.OutputIsTerminal ? RunsTable.Star : RunsTable.Word).Render(console.Profile.Width));
        if (surroundings.OutputIsTerminal && runs.Any(run => run.Baseline))
        {
            console.Write(new Text($" {RunsTable.Star} the baseline of its test\n", Colours.Quiet));
        }

        return ExitCode.Success;
    }
}
