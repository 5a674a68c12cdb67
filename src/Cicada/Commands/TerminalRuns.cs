using Cicada.Comparison;
using Cicada.Csv;
using Cicada.KeptRuns;
using Cicada.Options;
using Cicada.Results;
using Cicada.Runs;
using Cicada.Storage;
using Cicada.Terminal;
using Microsoft.Extensions.Logging;

namespace Cicada.Commands;

/// <summary>Makes runs, and shows them in the terminal from their start to their summary.</summary>
/// <param name="definition">What the program says about its test.</param>
/// <param name="surroundings">Where it runs.</param>
/// <param name="logging">Where messages go.</param>
/// <param name="store">The store that is open; null where each run opens it for itself.</param>
internal sealed class TerminalRuns(LoadTestDefinition definition, Surroundings surroundings, ILoggerFactory logging, Store? store = null) : IRunPlace
{
    // A thread of it waits for keys until the program ends, so there is one for all runs.
    private readonly KeyReader _keys = new();
    private VerdictFiles? _files;

    /// <summary>Where <c>--json</c> leaves the output to the document, everything for people goes to the error output.</summary>
    public static TextWriter People(RunOptions options, Surroundings surroundings) => options.Json ? surroundings.Error : surroundings.Output;

    /// <summary>The store's file, as it is to be named.</summary>
    public static string StorePath(RunOptions options, Surroundings surroundings) =>
        Path.IsPathRooted(options.Store) || surroundings.WorkingFolder == Environment.CurrentDirectory ? options.Store : surroundings.Resolve(options.Store);

    /// <summary>Where a run can be looked at, by its id; null where there is no web UI.</summary>
    public Func<string, string>? AddressOf { get; init; }

    public Run Create(RunOptions options, Plan plan, IRunWatcher? watcher, long faultsBefore)
    {
        var path = store?.Path ?? (options.NoStore ? null : StorePath(options, surroundings));
        return new Run(plan, new RunServices
        {
            Clock = surroundings.Clock,
            Logging = logging,
            Events = definition.Events,
            Outputs =
            [
                .. store is not null ? new IOutput[] { new StoreOutput(store) } : path is not null ? [OwnedStoreOutput.For(path, surroundings.Clock)] : [],
                .. options.Influx.Select(influx => new InfluxOutput(influx, surroundings.Clock)),

                // Those of the test are used by every run of the program.
                .. store is null ? definition.Outputs : definition.Outputs.Select(output => (IOutput)new LentOutput(output)),
            ],
            // What waits for the store itself lies beside it in any case.
            SpoolFolder = surroundings.Resolve(options.Spool ?? (path is null ? new RunServices().SpoolFolder : StoreSpool.FolderOf(path))),
            FallbackSpoolFolder = path is null ? null : StoreSpool.FallbackOf(surroundings.Resolve(path)),
            TestOptions = options.TestOptions,
            Watcher = watcher,
            Baseline = options.Baseline is { } baseline ? StoredBaseline.Find(() => OpenKept(options), baseline, plan.Test, options.Regressions, surroundings.Error.WriteLine) : null,
            FaultsBefore = faultsBefore,
        });
    }

    public async Task<int> ExecuteAsync(Run run, RunOptions options)
    {
        var files = _files = new VerdictFiles(options, surroundings);
        Last = null;
        var setting = VerdictSetting.Of(run);
        try
        {
            var (summary, problems) = await ShowAsync(run, options);
            problems.AddRange(WriteReport(summary.Run, options));
            summary = problems.Count > 0 ? summary.With(ExitReason.BadOptions, problems) : summary;
            problems.AddRange(files.Write(summary, setting));
            Last = (summary, setting, files);
            foreach (var problem in problems)
            {
                await surroundings.Error.WriteLineAsync(PlainText.Of(problem, int.MaxValue));
            }

            return problems.Count > 0 ? ExitCode.BadOptions : summary.ExitCode ?? ExitCode.Success;
        }
        catch (Exception exception)
        {
            // Whoever reads the files after this must not find those of the run before.
            var reason = exception is PlanException plan ? string.Join(' ', plan.Problems) : exception.Message;
            foreach (var problem in files.Write(run.SummariseFailure(reason), setting))
            {
                await surroundings.Error.WriteLineAsync(PlainText.Of(problem, int.MaxValue));
            }

            throw;
        }
    }

    /// <summary>Writes the files of the last run once more, where something went wrong after it that makes the exit code 2.</summary>
    /// <param name="reason">What, in a sentence.</param>
    public void WriteAgain(string reason)
    {
        if (Last is ({ } summary, var setting, var files))
        {
            foreach (var problem in files.WriteAgain(summary.With(ExitReason.BadOptions, reason), setting))
            {
                surroundings.Error.WriteLine(PlainText.Of(problem, int.MaxValue));
            }
        }
    }

    /// <summary>Writes the files of a run as it stands, where it cannot be waited for any longer.</summary>
    /// <param name="run">The run.</param>
    public void WriteLast(Run run)
    {
        if (_files is { } files && Last is null)
        {
            files.WriteAgain(run.SummariseFailure("The program crashed, and the run could not be closed in time. These are its figures up to then."), VerdictSetting.Of(run));
        }
    }

    private (RunSummary Summary, VerdictSetting Setting, VerdictFiles Files)? Last { get; set; }

    private async Task<(RunSummary Summary, List<string> Problems)> ShowAsync(Run run, RunOptions options)
    {
        var problems = new List<string>();
        using var ended = new CancellationTokenSource();
        using var printing = options.Json && surroundings.OwnsConsole ? OutputDiversion.ToError() : null;
        if (AddressOf is { } addressOf)
        {
            var people = People(options, surroundings);
            await people.WriteLineAsync($"Run {run.Id}: {addressOf(run.Id)}");
            await people.FlushAsync();
        }

        var screen = Screen(options)?.FollowAsync(run, ended.Token) ?? Task.CompletedTask;
        var csv = options.CsvPrefix is { } prefix
            ? new CsvFiles(surroundings.Resolve(prefix), prefix, options.CsvFullHistory, surroundings.Clock).FollowAsync(run, ended.Token)
            : Task.CompletedTask;
        try
        {
            var summary = await run.ExecuteAsync();
            await ended.CancelAsync();
            await screen;
            await AwaitCsvAsync(csv, problems);
            Write(summary, options);
            return (summary, problems);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(screen, csv).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task AwaitCsvAsync(Task csv, List<string> problems)
    {
        try
        {
            await csv;
        }
        catch (PlanException exception)
        {
            problems.AddRange(exception.Problems);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"The files of '--csv' could not be written: {exception.Message.TrimEnd('.')}. Free what is in their way, or name another prefix.");
        }
    }

    private bool IsTerminal(RunOptions options) => options.Json ? surroundings.ErrorIsTerminal : surroundings.OutputIsTerminal;

    private IRunScreen? Screen(RunOptions options)
    {
        if (options.OnlySummary)
        {
            return null;
        }

        var (people, isTerminal) = (People(options, surroundings), IsTerminal(options));
        var console = Consoles.Of(people, isTerminal);
        return isTerminal && surroundings.OwnsConsole && console.Profile.Capabilities.Ansi && !options.PrintStats
            ? new LiveScreen(console, surroundings.InputIsTerminal ? _keys : null, surroundings.Clock)
            : new LineScreen(people, options.PrintStats, surroundings.Clock);
    }

    private void Write(RunSummary summary, RunOptions options)
    {
        if (options.Json)
        {
            surroundings.Output.WriteLine(RunSummaryJson.Serialize(summary));
            surroundings.Output.Flush();
        }

        if (options.Json && !IsTerminal(options))
        {
            return;
        }

        var people = People(options, surroundings);
        new SummaryView(summary).Write(Consoles.Of(people, IsTerminal(options)));
        people.WriteLine(new LookAgain(options, surroundings).Sentence(summary));
        people.Flush();
    }

    private IKeptRuns OpenKept(RunOptions options) =>
        store is not null ? new RunsInFile(store.OpenHistory(), surroundings.Clock) : StoreChoice.Open(StorePath(options, surroundings), surroundings.Clock);

    // From the store, as anybody would see it a year later.
    private IReadOnlyList<string> WriteReport(string run, RunOptions options)
    {
        if (options.ReportFile is not { } file)
        {
            return [];
        }

        try
        {
            using var kept = OpenKept(options);
            var report = kept.ReadReport(run);
            WholeFile.WriteBytes(surroundings.Resolve(file), file, stream => stream.Write(report));
            return [];
        }
        catch (PlanException exception)
        {
            return exception.Problems;
        }
        catch (StoreException exception)
        {
            return [$"The report could not be written: {exception.Message} Make it later with 'report {run} -o {file}'."];
        }
    }
}
