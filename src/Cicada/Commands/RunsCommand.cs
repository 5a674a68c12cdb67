using System.CommandLine;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>runs</c>: lists the runs that were kept.</summary>
internal sealed class RunsCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Option<bool> _json = new("--json") { Description = "Prints a JSON array." };

    public Command Build()
    {
        var command = new Command("runs", "Lists the runs that were kept, newest first.") { Options = { _json } };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        using var history = store.Open(result);
        var runs = history.List();
        if (result.GetValue(_json))
        {
            surroundings.Output.WriteLine(RunSummaryJson.SerializeHeads(runs));
            return ExitCode.Success;
        }

        var console = Consoles.Of(surroundings.Output, surroundings.OutputIsTerminal);
        if (runs.Count == 0)
        {
            surroundings.Output.WriteLine($"There are no runs in '{history.Path}' yet.");
            return ExitCode.Success;
        }

        console.Write(new RunsTable(runs).Render(console.Profile.Width));
        return ExitCode.Success;
    }
}
