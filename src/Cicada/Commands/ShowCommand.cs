using System.CommandLine;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>show RUN</c>: the summary of a run that was kept.</summary>
internal sealed class ShowCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Argument<string> _run = RunArgument.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Prints the document of the run as JSON." };
    private readonly Option<TimeSpan?> _from = CommandOption.Elapsed("--from", "The time from which requests count", "Only requests completed from this time of the run on: 30s.");
    private readonly Option<TimeSpan?> _to = CommandOption.Elapsed("--to", "The time up to which requests count", "Only requests completed before this time of the run: 5m.");

    public Command Build()
    {
        var command = new Command("show", "Shows the summary of a run, or of a part of it.") { Arguments = { _run }, Options = { _from, _to, _json } };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        var (from, to) = (result.GetValue(_from), result.GetValue(_to));
        if (to <= (from ?? TimeSpan.Zero))
        {
            surroundings.Error.WriteLine(
                $"Requests were to count from {Figures.Duration(from ?? TimeSpan.Zero)} to {Figures.Duration(to.Value)}, which leaves none. Write a '--to' that is later than '--from'.");
            return ExitCode.BadOptions;
        }

        using var history = store.Open(result);
        var run = result.GetRequiredValue(_run);
        if (from is not null || to is not null)
        {
            var part = history.ReadPart(run, from, to);
            if (result.GetValue(_json))
            {
                surroundings.Output.WriteLine(RunSummaryJson.Serialize(part));
            }
            else
            {
                new SummaryView(part).Write(Consoles.Of(surroundings.Output, surroundings.OutputIsTerminal));
            }

            return ExitCode.Success;
        }

        if (result.GetValue(_json))
        {
            surroundings.Output.WriteLine(history.ReadDocument(run));
            return ExitCode.Success;
        }

        new SummaryView(history.ReadSummary(run)).Write(Consoles.Of(surroundings.Output, surroundings.OutputIsTerminal));
        return ExitCode.Success;
    }
}
