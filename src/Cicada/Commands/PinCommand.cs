using System.CommandLine;
using Cicada.Storage;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>pin RUN</c>: makes a run the baseline of its test.</summary>
internal sealed class PinCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Argument<string> _run = RunArgument.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Prints labels, note and baseline of the run as JSON, and which run was the baseline before." };

    public Command Build()
    {
        var command = new Command("pin", "Makes a run the baseline of its test; it is never pruned.") { Arguments = { _run }, Options = { _json } };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        using var history = store.Open(result, StoreAccess.Change);

        // By its full id: the one that is pinned, whatever 'latest' has become since.
        var run = history.Find(result.GetRequiredValue(_run));
        var before = history.Pin(run);
        var remarks = history.ReadRemarks(run);
        if (result.GetValue(_json))
        {
            surroundings.Output.WriteLine(RunRemarksJson.OfPinned(remarks, before));
            return ExitCode.Success;
        }

        var test = PlainText.Of(remarks.Test, 60);
        surroundings.Output.WriteLine(before == run
            ? $"The run '{run}' is the baseline of test '{test}' already."
            : $"The run '{run}' is the baseline of test '{test}' now.{(before is null ? "" : $" Until now that was '{before}'.")}");
        return ExitCode.Success;
    }
}
