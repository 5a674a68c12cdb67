using System.CommandLine;
using System.Text;
using System.Text.Json;
using Cicada.Storage;
using Cicada.Terminal;

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
        if (!result.GetValue(_yes) && !new Confirmation(surroundings).Ask(Question(summary), Refusal(summary)))
        {
            return ExitCode.BadOptions;
        }

        // By its full id: the one that was asked about, whatever 'latest' has become since.
        var deleted = history.Delete([summary.Run])[0];
        surroundings.Output.WriteLine(result.GetValue(_json)
            ? Json(deleted, history.ReusableBytes())
            : $"The run '{deleted}' is deleted. {FreedRoom.Sentence(history)}");
        return ExitCode.Success;
    }

    private static string Question(RunSummary summary)
    {
        var baseline = summary.Baseline ? ", its baseline," : "";
        return $"Delete the run '{summary.Run}' of test '{PlainText.Of(summary.Test, 60)}'{baseline} with {Figures.Count(summary.Total.Count)} requests?";
    }

    private static string Refusal(RunSummary summary) =>
        $"The run '{summary.Run}' is not deleted: there is no terminal to ask on. Add '--yes' if it shall go.";

    private static string Json(string deleted, long reusableBytes)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("deleted", deleted);
            writer.WriteNumber("reusable_bytes", reusableBytes);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
