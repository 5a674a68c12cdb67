using System.CommandLine;
using System.Text;
using System.Text.Json;
using Cicada.KeptRuns;
using Cicada.Storage;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>prune --keep 30d</c>: deletes the old runs, after showing them and asking.</summary>
internal sealed class PruneCommand(Surroundings surroundings, StoreChoice store)
{
    // More would push the question's beginning off the screen; '--dry-run' lists all.
    private const int MostShown = 40;

    private readonly Option<TimeSpan?> _keep = CommandOption.Age("--keep", "The age up to which runs are kept", "Keeps runs that began no longer ago than this: 36h, 30d, 12w, 1y.");
    private readonly Option<int?> _keepLast = CommandOption.Number("--keep-last", "The number of runs to keep", "Keeps this many of the newest runs of each test.");
    private readonly Option<string?> _test = new("--test") { Description = "Looks only at runs of this test.", HelpName = "name" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only lists what would be deleted." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Does not ask." };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the runs as JSON." };

    public Command Build()
    {
        var command = new Command("prune", "Deletes old runs. What any of --keep and --keep-last keeps stays, baselines always.")
        {
            Options = { _keep, _keepLast, _test, _dryRun, _yes, _json },
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(_keep) is null && result.GetResult(_keepLast) is null)
            {
                result.AddError(
                    "The command 'prune' was not told which runs to keep; expected '--keep' with an age, '--keep-last' with a number, or both. "
                    + "Write for instance '--keep 30d'.");
            }
        });
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        var isDryRun = result.GetValue(_dryRun);
        using var history = store.Open(result, isDryRun ? StoreAccess.Read : StoreAccess.Change);
        var filter = new RunFilter { Test = result.GetValue(_test) };
        var runs = history.List(filter);
        var rule = new PruneRule { Keep = result.GetValue(_keep), KeepLast = result.GetValue(_keepLast) };
        var going = rule.Choose(runs, surroundings.Clock.GetUtcNow());
        var sizes = history.Sizes();
        var staying = runs.Count - going.Count;
        var isJson = result.GetValue(_json);
        if (going.Count == 0)
        {
            surroundings.Output.WriteLine(isJson ? Json(going, sizes, staying, isDryRun, null) : NothingToDelete(history, filter, staying));
            return ExitCode.Success;
        }

        if (isDryRun)
        {
            if (isJson)
            {
                surroundings.Output.WriteLine(Json(going, sizes, staying, isDryRun, null));
                return ExitCode.Success;
            }

            Consoles.Of(surroundings.Output, surroundings.OutputIsTerminal).Write(PruneTable.Of(going, sizes));
            surroundings.Output.WriteLine($"{Runs(going.Count)} would be deleted, {SizeOf(going, sizes)}; {Runs(staying)} would stay.");
            return ExitCode.Success;
        }

        if (!result.GetValue(_yes) && !IsConfirmed(going, sizes, staying))
        {
            return ExitCode.BadOptions;
        }

        var deleted = history.Delete([.. going.Select(run => run.Run)]);
        surroundings.Output.WriteLine(isJson
            ? Json(going, sizes, staying, isDryRun, history.ReusableBytes())
            : $"{Runs(deleted.Count)} deleted, {SizeOf(going, sizes)}; {Runs(staying)} stay. {FreedRoom.Sentence(history)}");
        return ExitCode.Success;
    }

    private bool IsConfirmed(IReadOnlyList<RunSummary> going, IReadOnlyDictionary<string, long> sizes, int staying)
    {
        if (surroundings.InputIsTerminal)
        {
            Consoles.Of(surroundings.Error, surroundings.ErrorIsTerminal).Write(PruneTable.Of(going, sizes, MostShown));
        }

        return new Confirmation(surroundings).Ask(
            $"Delete {(going.Count == 1 ? "this run" : $"these {Runs(going.Count)}")}, {SizeOf(going, sizes)}, and keep {Runs(staying)}?",
            $"Nothing is deleted: {Runs(going.Count)} would go, and there is no terminal to ask on. Look with '--dry-run', or add '--yes'.");
    }

    private static string NothingToDelete(IKeptRuns history, RunFilter filter, int staying) =>
        staying == 0 && filter.Test is not null
            ? RunFilterText.NothingFound(history, filter)
            : $"There is nothing to delete: {(staying == 1 ? "the one run stays" : staying == 0 ? "there are no runs" : $"all {Runs(staying)} stay")}.";

    private static string Runs(int count) => count == 1 ? "1 run" : $"{Figures.Count(count)} runs";

    private static string SizeOf(IReadOnlyList<RunSummary> runs, IReadOnlyDictionary<string, long> sizes) =>
        $"about {Figures.Bytes(TotalOf(runs, sizes))}";

    private static long TotalOf(IReadOnlyList<RunSummary> runs, IReadOnlyDictionary<string, long> sizes) => runs.Sum(run => sizes.GetValueOrDefault(run.Run));

    private static string Json(
        IReadOnlyList<RunSummary> going, IReadOnlyDictionary<string, long> sizes, int staying, bool isDryRun, long? reusableBytes)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("dry_run", isDryRun);
            writer.WritePropertyName("runs");
            using var heads = JsonDocument.Parse(RunSummaryJson.SerializeHeads(going, sizes));
            heads.WriteTo(writer);
            writer.WriteNumber("size_bytes", TotalOf(going, sizes));
            writer.WriteNumber("kept", staying);
            if (reusableBytes is { } bytes)
            {
                writer.WriteNumber("reusable_bytes", bytes);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
