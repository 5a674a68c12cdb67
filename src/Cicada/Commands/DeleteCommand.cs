using System.CommandLine;
using Cicada.Storage;

namespace Cicada.Commands;

/// <summary><c>delete RUN</c>: removes a run from the store, after asking.</summary>
internal sealed class DeleteCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Argument<string> _run = RunArgument.Create();
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Does not ask." };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the id of the deleted run as JSON." };

    public Command Build()
    {
        var command = new Command("delete", "Deletes a run and everything recorded in it.") { Arguments = { _run }, Options = { _yes, _json } };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        using var history = store.Open(result, StoreAccess.Change);
        var summary = history.ReadSummary(result.GetRequiredValue(_run));
        if (!result.GetValue(_yes) && !Confirmed(summary))
        {
            return ExitCode.BadOptions;
        }

        // By its full id: the one that was asked about, whatever 'latest' has become since.
        var deleted = history.Delete(summary.Run);
        surroundings.Output.WriteLine(result.GetValue(_json) ? $$"""{"deleted": "{{deleted}}"}""" : $"The run '{deleted}' is deleted.");
        return ExitCode.Success;
    }

    private bool Confirmed(RunSummary summary)
    {
        if (!surroundings.InputIsTerminal)
        {
            surroundings.Error.WriteLine($"The run '{summary.Run}' is not deleted: there is no terminal to ask on. Add '--yes' if it shall go.");
            return false;
        }

        surroundings.Error.Write(
            $"Delete the run '{summary.Run}' of test '{Terminal.PlainText.Of(summary.Test, 60)}' with {Terminal.Figures.Count(summary.Total.Count)} requests? It cannot be undone. [y/N] ");
        surroundings.Error.Flush();
        if (surroundings.Input.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES")
        {
            return true;
        }

        surroundings.Error.WriteLine("Nothing is deleted.");
        return false;
    }
}
