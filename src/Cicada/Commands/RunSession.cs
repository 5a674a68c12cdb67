using Cicada.Csv;
using Cicada.Logging;
using Cicada.Options;
using Cicada.Storage;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary>One run from the terminal, from the start of its target to the summary.</summary>
internal sealed class RunSession(LoadTestDefinition definition, RunOptions options, Surroundings surroundings)
{
    // With --json the output belongs to the document; everything for people goes to the error output.
    private readonly TextWriter _people = options.Json ? surroundings.Error : surroundings.Output;
    private readonly bool _isTerminal = options.Json ? surroundings.ErrorIsTerminal : surroundings.OutputIsTerminal;

    /// <summary>Carries the plan out.</summary>
    /// <param name="plan">The plan, already found to be good.</param>
    /// <param name="startTarget">Whether to start the target the test brings with it.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> ExecuteAsync(Plan plan, bool startTarget)
    {
        using var log = RunLog.Start(options, surroundings);
        if (!options.Headless)
        {
            await surroundings.Error.WriteLineAsync("There is no web UI in this version yet, so the run starts at once, in the terminal. Add '--headless' to say that you know.");
        }

        await using var target = startTarget && definition.DefaultTarget is { } start ? await start(CancellationToken.None) : null;
        if (target is not null)
        {
            plan = plan with { Host = target.Address.GetLeftPart(UriPartial.Authority) };
            await _people.WriteLineAsync($"No host was given, so the test brings its own target: {plan.Host}");
        }

        var run = new Run(plan, new RunServices
        {
            Clock = surroundings.Clock,
            Logging = log.Factory,
            Events = definition.Events,
            Outputs =
            [
                .. options.NoStore ? Array.Empty<IOutput>() : [new StoreOutput(StorePath, surroundings.Clock)],
                .. options.Influx.Select(influx => new InfluxOutput(influx, surroundings.Clock)),
                .. definition.Outputs,
            ],
            SpoolFolder = surroundings.Resolve(SpoolFolder),
            FallbackSpoolFolder = options.NoStore ? null : StoreSpool.FallbackOf(surroundings.Resolve(StorePath)),
            TestOptions = options.TestOptions,
        });

        // Until the very end: a signal that is passed on twice must not cut off what is written after the run.
        using var signals = surroundings.OwnsConsole ? SignalsFor(run) : null;
        var (summary, problems) = await ExecuteAsync(run);
        problems.AddRange(WriteSummaries(summary));
        foreach (var problem in problems)
        {
            await surroundings.Error.WriteLineAsync(PlainText.Of(problem, int.MaxValue));
        }

        var code = problems.Count > 0 ? ExitCode.BadOptions : summary.ExitCode ?? ExitCode.Success;
        await definition.Events.Quit.RaiseAsync(new QuitEvent(code));
        return definition.Events.Faults.Count > 0 ? ExitCode.BadOptions : code;
    }

    private string StorePath =>
        Path.IsPathRooted(options.Store) || surroundings.WorkingFolder == Environment.CurrentDirectory ? options.Store : surroundings.Resolve(options.Store);

    // What waits for the store itself lies beside it in any case.
    private string SpoolFolder => options.Spool ?? (options.NoStore ? new RunServices().SpoolFolder : StoreSpool.FolderOf(StorePath));

    private Signals SignalsFor(Run run) => new(
        surroundings, "Stopping; running tasks may come to their end. Ctrl-C once more ends at once.", signal => run.Stop(signal.ToString()), run.Abandon);

    private async Task<(RunSummary Summary, List<string> Problems)> ExecuteAsync(Run run)
    {
        var problems = new List<string>();
        using var ended = new CancellationTokenSource();
        using var printing = options.Json && surroundings.OwnsConsole ? OutputDiversion.ToError() : null;
        var screen = Screen()?.FollowAsync(run, ended.Token) ?? Task.CompletedTask;
        var csv = options.CsvPrefix is { } prefix
            ? new CsvFiles(surroundings.Resolve(prefix), prefix, options.CsvFullHistory, surroundings.Clock).FollowAsync(run, ended.Token)
            : Task.CompletedTask;
        try
        {
            var summary = await run.ExecuteAsync();
            await ended.CancelAsync();
            await screen;
            await AwaitCsvAsync(csv, problems);
            Write(summary);
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

    private IRunScreen? Screen()
    {
        if (options.OnlySummary)
        {
            return null;
        }

        var console = Consoles.Of(_people, _isTerminal);
        return _isTerminal && surroundings.OwnsConsole && console.Profile.Capabilities.Ansi && !options.PrintStats
            ? new LiveScreen(console, surroundings.InputIsTerminal ? new KeyReader() : null, surroundings.Clock)
            : new LineScreen(_people, options.PrintStats, surroundings.Clock);
    }

    private void Write(RunSummary summary)
    {
        if (options.Json)
        {
            surroundings.Output.WriteLine(RunSummaryJson.Serialize(summary));
            surroundings.Output.Flush();
        }

        if (options.Json && !_isTerminal)
        {
            return;
        }

        new SummaryView(summary).Write(Consoles.Of(_people, _isTerminal));
        _people.WriteLine(new LookAgain(options, surroundings).Sentence(summary));
        _people.Flush();
    }

    private IEnumerable<string> WriteSummaries(RunSummary summary)
    {
        foreach (var file in options.SummaryFiles)
        {
            var problems = Array.Empty<string>() as IReadOnlyList<string>;
            try
            {
                WholeFile.Write(surroundings.Resolve(file), file, writer => writer.WriteLine(RunSummaryJson.Serialize(summary)));
            }
            catch (PlanException exception)
            {
                problems = exception.Problems;
            }

            foreach (var problem in problems)
            {
                yield return problem;
            }
        }
    }
}
