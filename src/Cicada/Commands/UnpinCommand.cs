using System.CommandLine;
using Cicada.Storage;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>unpin RUN</c>: the run is no longer the baseline of its test.</summary>
internal sealed class UnpinCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Argument<string> _run = RunArgument.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Prints labels, note and baseline of the run as JSON." };

    public Command Build()
    {
        var command = new Command("unpin", "Takes being the baseline from a run.") { Arguments = { _run }, Options = { _json } };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        using var history = store.Open(result, StoreAccess.Change);
        var run = history.Find(result.GetRequiredValue(_run));
        var wasBaseline = history.Unpin(run);
        var remarks = history.ReadRemarks(run);
        if (result.GetValue(_json))
        {
            surroundings.Output.WriteLine(RunRemarksJson.Of(remarks));
            return ExitCode.Success;
        }

        var test = PlainText.Of(remarks.Test, 60);
        surroundings.Output.WriteLine((wasBaseline, history.FindBaseline(remarks.Test)) switch
        {
            (true, _) => $"The run '{run}' is no longer the baseline of test '{test}'.",
            (_, null) => $"The run '{run}' is not the baseline of test '{test}', which has none.",
            (_, { } other) => $"The run '{run}' is not the baseline of test '{test}'; that is '{other}'.",
        });
        return ExitCode.Success;
    }
}
