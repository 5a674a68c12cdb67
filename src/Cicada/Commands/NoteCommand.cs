using System.CommandLine;
using Cicada.Storage;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>note RUN "text"</c>: shows, sets and removes the note of a run.</summary>
internal sealed class NoteCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Argument<string> _run = RunArgument.Create();

    // Several words are one note: quotes are easily forgotten.
    private readonly Argument<string[]> _text = new("text")
    {
        Description = "The note; \"\" removes it. Without a text the note is shown.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Prints labels, note and baseline of the run as JSON." };

    public Command Build()
    {
        var command = new Command("note", "Shows or changes the note of a run.") { Arguments = { _run, _text }, Options = { _json } };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        var run = result.GetRequiredValue(_run);
        var isChange = result.GetResult(_text) is { Tokens.Count: > 0 };
        using var history = store.Open(result, isChange ? StoreAccess.Change : StoreAccess.Read);
        var remarks = isChange
            ? history.Annotate(run, string.Join(' ', result.GetValue(_text) ?? []).Trim())
            : history.ReadRemarks(run);
        if (result.GetValue(_json))
        {
            surroundings.Output.WriteLine(RunRemarksJson.Of(remarks));
        }
        else if (remarks.Note.Length == 0)
        {
            surroundings.Output.WriteLine($"The run '{remarks.Run}' has no note.");
        }
        else
        {
            surroundings.Output.WriteLine($"The run '{remarks.Run}' has the note:");
            foreach (var line in remarks.Note.ReplaceLineEndings("\n").Split('\n'))
            {
                surroundings.Output.WriteLine(PlainText.Of(line, int.MaxValue));
            }
        }

        return ExitCode.Success;
    }
}
