using System.CommandLine;
using System.Text;
using System.Text.Json;
using Cicada.Logging;
using Cicada.Options;
using Cicada.Storage;
using Cicada.Terminal;
using Microsoft.Extensions.Logging;

namespace Cicada.Commands;

/// <summary><c>influx replay</c>: sends what earlier runs could not send to their InfluxDB.</summary>
internal sealed class InfluxReplayCommand(Surroundings surroundings, StoreChoice store)
{
    private static readonly OptionSpec Elsewhere = RunOptionSpecs.Influx with
    {
        Kind = OptionKind.Value,
        Description = "Sends everything there. Default where each run was to go.",
    };

    private static readonly OptionSpec Spool = RunOptionSpecs.Spool with
    {
        Description = "Looks in this folder. Default the one beside the store and ./cicada-spool; with --spool or --store only where they say.",
    };

    private static readonly OptionSpec FinalTimeout = RunOptionSpecs.InfluxFinalTimeout with { Description = "How long a server may take nothing before the rest stays where it is. Default 30s." };

    private readonly Argument<string[]> _runs = new("run")
    {
        Description = "The runs to send, by their ids or the beginnings of them. Default all that wait.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly InfluxChoice _choice = new(
        surroundings, [Elsewhere, .. RunOptionSpecs.InfluxPlaces.Skip(1), RunOptionSpecs.InfluxBatchSize, FinalTimeout, RunOptionSpecs.InfluxNoGzip, Spool]);

    private readonly Option<bool> _json = new("--json") { Description = "Prints what became of it as JSON." };

    public Command Build()
    {
        var command = new Command("replay", "Sends what runs could not send and have left on disk, oldest first. What the server has is removed.")
        {
            Arguments = { _runs },
        };
        _choice.AddTo(command);
        command.Options.Add(_json);
        command.SetAction(InvokeAsync);
        return command;
    }

    private async Task<int> InvokeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var values = _choice.Values(result);
        var folders = Folders(result, values);
        var typed = result.GetValue(_runs) ?? [];
        var runs = Runs(folders, typed);
        using var log = RunLog.Start(new RunOptions { LogLevel = LogLevel.Warning }, surroundings);
        var options = Read(values) with { SpoolFolders = folders, Runs = runs, Logger = log.Factory.CreateLogger("Cicada.Outputs") };
        var replayed = typed.Length > 0 && runs.Count == 0 ? new InfluxReplayResult([]) : await new InfluxReplay(options, surroundings.Clock).RunAsync(cancellationToken);
        if (result.GetValue(_json))
        {
            await surroundings.Output.WriteLineAsync(Json(replayed));
        }
        else
        {
            await WriteAsync(replayed, folders, typed);
        }

        return replayed.IsAnythingWaiting ? ExitCode.BadOptions : replayed.Refused > 0 || replayed.Damaged > 0 ? ExitCode.SamplesLost : ExitCode.Success;
    }

    private InfluxReplayOptions Read(IReadOnlyDictionary<string, OptionValue> values)
    {
        List<string> problems = [];
        var defaults = new InfluxReplayOptions { SpoolFolders = [] };
        var timeout = new OptionReader(values, problems).Duration(FinalTimeout, "The final timeout", zeroAllowed: true, "--influx-final-timeout 30s") ?? defaults.FinalTimeout;

        // Here it may also be 0: each file is tried once.
        var others = values.Where(value => value.Key != FinalTimeout.Key).ToDictionary();

        // What stands in the environment is where new runs go. Those that wait may have been meant for another place.
        var elsewhere = values.GetValueOrDefault(Elsewhere.Key) is { Origin.Length: 0 } typed ? typed : null;
        InfluxReplayOptions options;
        if (elsewhere is not null)
        {
            // The last of several counts, as for every option that has one value.
            options = defaults with { Destination = InfluxOptionsReader.Read([elsewhere.Last], others, surroundings.Variables, problems) is [var one] ? one : null, FinalTimeout = timeout };
        }
        else
        {
            OptionSpec[] details = [RunOptionSpecs.InfluxVersion, RunOptionSpecs.InfluxOrg, RunOptionSpecs.InfluxBucket, RunOptionSpecs.InfluxBatchSize, RunOptionSpecs.InfluxNoGzip];
            problems.AddRange(details.Where(spec => values.GetValueOrDefault(spec.Key) is { Origin.Length: 0 })
                .Select(spec => $"The option '{spec.Name}' stands alone; without '--influx' each run goes where and how it was to go. Add '--influx URL', or leave it out."));
            var common = InfluxOptionsReader.Common(others, surroundings.Variables, problems);
            options = defaults with { User = common.User, Password = common.Password, Token = common.Token, Environment = surroundings.Variables, FinalTimeout = timeout };
        }

        return problems.Count > 0 ? throw new PlanException(problems) : options;
    }

    private IReadOnlyList<string> Folders(ParseResult result, IReadOnlyDictionary<string, OptionValue> values)
    {
        var spool = values.GetValueOrDefault(Spool.Key);
        var isStoreTyped = result.GetResult(store.Option) is { Implicit: false };
        var isSpoolTyped = spool is { Origin.Length: 0 };
        var file = surroundings.Resolve(store.Path(result));
        var folders = new List<string?>
        {
            spool is { Last.Length: > 0 } ? surroundings.Resolve(spool.Last) : null,
        };
        if (isStoreTyped || !isSpoolTyped)
        {
            folders.AddRange([StoreSpool.FolderOf(file), StoreSpool.FallbackOf(file)]);
        }

        if (!isStoreTyped && !isSpoolTyped)
        {
            folders.Add(surroundings.Resolve(new RunServices().SpoolFolder));
        }

        return [.. folders.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string> Runs(IReadOnlyList<string> folders, string[] typed) =>
    [
        .. folders.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Select(folder => Path.GetFileName(folder))
            .Where(run => typed.Any(beginning => beginning.Length > 0 && run.StartsWith(beginning, StringComparison.Ordinal))).Distinct(StringComparer.Ordinal),
    ];

    private async Task WriteAsync(InfluxReplayResult result, IReadOnlyList<string> folders, string[] typed)
    {
        var output = surroundings.Output;
        if (result.Runs.Count == 0)
        {
            var what = typed.Length == 0 ? "Nothing waits" : $"Nothing of {string.Join(", ", typed.Select(run => $"'{PlainText.Of(run, 100)}'"))} waits";
            await output.WriteLineAsync($"{what} for an InfluxDB in {string.Join(", ", folders.Select(folder => $"'{folder}'"))}.");
            return;
        }

        foreach (var run in result.Runs)
        {
            foreach (var sentence in Sentences(run))
            {
                await output.WriteLineAsync(PlainText.Of(sentence, 4000));
            }
        }

        await output.WriteLineAsync(
            result.IsAnythingWaiting ? "Not everything is delivered. What waits stays where it is; do the same again once its server takes it."
            : result.Refused > 0 || result.Damaged > 0 ? "Everything is delivered but what is named above."
            : "Everything is delivered.");
    }

    private static IEnumerable<string> Sentences(InfluxReplayRun run)
    {
        yield return run.Requests + run.Observations == 0
            ? $"{run.Run}: nothing is delivered{(run.Destination.Length == 0 ? "" : $" to {run.Destination}")}."
            : $"{run.Run}: {Figures.Count(run.Requests)} requests and {Figures.Count(run.Observations)} other points are delivered to {run.Destination}.";
        foreach (var sentence in run.Sentences)
        {
            yield return "  " + sentence;
        }

        if (run.FilesWaiting > 0 && run.Sentences.Count == 0)
        {
            yield return $"  {Figures.Count(run.FilesWaiting)} of its files still wait.";
        }
    }

    private static string Json(InfluxReplayResult result)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("delivered", result.Delivered);
            json.WriteNumber("refused", result.Refused);
            json.WriteNumber("damaged", result.Damaged);
            json.WriteNumber("files_waiting", result.Runs.Sum(run => run.FilesWaiting));
            json.WriteStartArray("runs");
            foreach (var run in result.Runs)
            {
                Write(json, run);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, InfluxReplayRun run)
    {
        json.WriteStartObject();
        json.WriteString("run", run.Run);
        json.WriteString("output", run.Output);
        json.WriteString("destination", run.Destination);
        json.WriteNumber("requests", run.Requests);
        json.WriteNumber("observations", run.Observations);
        json.WriteNumber("refused", run.Refused);
        json.WriteString("rejected_file", run.RejectedFile);
        json.WriteNumber("files_waiting", run.FilesWaiting);
        json.WriteStartArray("damaged");
        foreach (var damaged in run.Damaged)
        {
            json.WriteStringValue(damaged);
        }

        json.WriteEndArray();
        json.WriteStartArray("messages");
        foreach (var sentence in run.Sentences)
        {
            json.WriteStringValue(sentence);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
