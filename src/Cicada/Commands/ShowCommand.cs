using System.CommandLine;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>show RUN</c>: the summary of a run that was kept.</summary>
internal sealed class ShowCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Argument<string> _run = RunArgument.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Prints the document of the run as JSON." };

    public Command Build()
    {
        var command = new Command("show", "Shows the summary of a run.") { Arguments = { _run }, Options = { _json } };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        using var history = store.Open(result);
        var run = result.GetRequiredValue(_run);
        if (result.GetValue(_json))
        {
            surroundings.Output.WriteLine(history.ReadDocument(run));
            return ExitCode.Success;
        }

        new SummaryView(history.ReadSummary(run)).Write(Consoles.Of(surroundings.Output, surroundings.OutputIsTerminal));
        return ExitCode.Success;
    }
}
