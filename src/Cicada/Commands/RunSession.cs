using Cicada.KeptRuns;
using Cicada.Logging;
using Cicada.Options;
using Cicada.Results;
using Cicada.Storage;

namespace Cicada.Commands;

/// <summary>One run from the terminal, from the start of its target to the summary.</summary>
internal sealed class RunSession(LoadTestDefinition definition, RunOptions options, Surroundings surroundings)
{
    /// <summary>Carries the plan out.</summary>
    /// <param name="plan">The plan, already found to be good.</param>
    /// <param name="startTarget">Whether to start the target the test brings with it.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> ExecuteAsync(Plan plan, bool startTarget)
    {
        using var log = RunLog.Start(options, surroundings);
        await using var target = startTarget && definition.DefaultTarget is { } start ? await start(CancellationToken.None) : null;
        if (target is not null)
        {
            plan = plan with { Host = target.Address.GetLeftPart(UriPartial.Authority) };
            await TerminalRuns.People(options, surroundings).WriteLineAsync($"No host was given, so the test brings its own target: {plan.Host}");
        }

        // A store that another process has open shows the run there.
        var owner = options.NoStore ? null : OwnerAddress.Find(TerminalRuns.StorePath(options, surroundings));

        // What a run is compared with is in the same file, so that it has to be open for more than recording.
        using var store = options.Baseline is null || owner is not null ? null : Open(plan, log.Factory.CreateLogger("Cicada.Store").StoreTroubled);
        var runs = new TerminalRuns(definition, surroundings, log.Factory, store) { AddressOf = owner is null ? null : run => $"{owner.Address}/runs/{run}" };
        var run = Create(runs, plan);

        // Until the very end: a signal that is passed on twice must not cut off what is written after the run.
        using var signals = surroundings.OwnsConsole ? SignalsFor(run) : null;
        await using var ending = surroundings.Ending.Register(() => run.Stop("the program ends"));

        // Given back last of all: when it is, there is nothing left to be written.
        using var crashes = surroundings.OwnsConsole ? new Crashes(surroundings, exception => Crash(run, exception), () => runs.WriteLast(run)) : null;
        var code = await runs.ExecuteAsync(run, options);
        var faults = definition.Events.Faults.Count;
        await definition.Events.Quit.RaiseAsync(new QuitEvent(code));
        if (definition.Events.Faults.Count > faults)
        {
            runs.WriteAgain(definition.Events.Faults.Sentence(faults));
        }

        if (store is not null)
        {
            // They were only lent to the run.
            foreach (var output in definition.Outputs)
            {
                await output.DisposeAsync();
            }
        }

        return definition.Events.Faults.Count > 0 || crashes?.Seen == true ? ExitCode.BadOptions : code;
    }

    private Store Open(Plan plan, Action<string> tell)
    {
        try
        {
            return Store.Open(TerminalRuns.StorePath(options, surroundings), surroundings.Clock, tell);
        }
        catch (StoreException exception)
        {
            throw Refused(plan, [exception.Message]);
        }
    }

    private Run Create(TerminalRuns runs, Plan plan)
    {
        try
        {
            return runs.Create(options, plan, watcher: null, faultsBefore: 0);
        }
        catch (PlanException exception)
        {
            throw Refused(plan, exception.Problems);
        }
    }

    // Whoever reads the files after this must not find those of the run before.
    private PlanException Refused(Plan plan, IReadOnlyList<string> problems) =>
        new([.. problems, .. new VerdictFiles(options, surroundings).WriteRefused(plan, problems)]);

    private static bool Crash(Run run, Exception exception)
    {
        run.Crash(exception);
        return true;
    }

    private Signals SignalsFor(Run run) => new(
        surroundings, "Stopping; running tasks may come to their end. Ctrl-C once more ends at once.", signal => run.Stop(signal.ToString()), run.Abandon);
}
