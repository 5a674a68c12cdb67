using Cicada.Influx.Selection;
using Cicada.InfluxApi;
using Cicada.Logging;
using Cicada.Options;
using Cicada.RunsApi;
using Cicada.Storage;
using Cicada.Storage.Queries;
using Cicada.Terminal;
using Cicada.Web;

namespace Cicada.Commands;

/// <summary>The program with its web UI: runs are started from there, any number of them, until it is asked to end.</summary>
internal sealed class WebSession(LoadTestDefinition definition, RunOptions options, RunForm form, Surroundings surroundings)
{
    // The load has the processors first.
    private const int QueriesAtOnce = 4;

    private readonly TextWriter _people = TerminalRuns.People(options, surroundings);

    /// <summary>Carries it out.</summary>
    /// <param name="startTarget">Whether to start the target the test brings with it.</param>
    /// <returns>The exit code: that of the last run.</returns>
    public async Task<int> ExecuteAsync(bool startTarget)
    {
        using var log = RunLog.Start(options, surroundings);
        var ending = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        RunControl? control = null;

        // Until the very end: a signal that is passed on twice must not cut off what is written after the run.
        await using var told = surroundings.Ending.Register(() => ending.TrySetResult("the program ends"));
        using var signals = surroundings.OwnsConsole
            ? new Signals(surroundings, "Stopping; running tasks may come to their end. Ctrl-C once more ends at once.", signal => ending.TrySetResult(signal.ToString()), () => control?.Abandon())
            : null;

        using var crashes = surroundings.OwnsConsole ? new Crashes(surroundings, Crash, () => control?.WriteLast()) : null;
        bool Crash(Exception exception)
        {
            var isOn = control?.Crash(exception) == true;
            return isOn && (ending.TrySetResult("the program crashed") || isOn);
        }

        // Closed in the opposite order: the run, then whoever answers, then the store.
        using var place = StorePlace.Of(options, surroundings);
        using var store = Store.Open(place.Path, surroundings.Clock, log.Factory.CreateLogger("Cicada.Store").StoreTroubled);
        await using var target = startTarget && definition.DefaultTarget is { } start ? await start(CancellationToken.None) : null;
        form.TargetHost = target?.Address.GetLeftPart(UriPartial.Authority);
        await using var listener = new StoreListener(store, QueryLimits.Default with { AtOnce = QueriesAtOnce }, surroundings.Clock, log.Factory, "Cicada.Run");
        var runs = new TerminalRuns(definition, surroundings, log.Factory, store) { AddressOf = run => $"{Shown(listener.Address)}/runs/{run}" };
        control = new RunControl(
            form,
            runs,
            definition.Events,
            message => surroundings.Error.WriteLine(PlainText.Of(message, int.MaxValue)),
            test => EarlierSetup(store, test));
        await listener.StartAsync(Web(), new InfluxApiOptions(), control, anyPort: !options.WebPortIsGiven && options.Web.Port != 0, CancellationToken.None);
        await SayAsync(listener.Address);
        var isReady = !options.Autostart || await StartAsync(control);
        if (isReady)
        {
            await WaitAsync(control, ending.Task);
        }

        await control.CloseAsync(ending.Task.IsCompletedSuccessfully ? await ending.Task : "the program ends");
        await listener.StopAsync();
        return await QuitAsync(control, runs, isReady && crashes?.Seen != true ? control.ExitCode : ExitCode.BadOptions);
    }

    // Where it has no runs of the test, or they cannot be read, the form begins with what the command line says.
    private static RunSetup? EarlierSetup(Store store, string test)
    {
        try
        {
            using var history = store.OpenHistory();
            return history.List(new RunFilter { Test = test, Limit = 1 }) is [var newest, ..] ? history.Query(newest.Run).Setup() : null;
        }
        catch (StoreException)
        {
            return null;
        }
    }

    private async Task<bool> StartAsync(RunControl control)
    {
        try
        {
            await control.StartAsync(new StartRequest(), CancellationToken.None);
            return true;
        }
        catch (RefusedRequestException exception)
        {
            if (control.Started > 0)
            {
                // It has said so itself; or somebody at a page was quicker, and that run is on.
                return exception.Status == 409;
            }

            await surroundings.Error.WriteLineAsync(PlainText.Of(exception.Message, int.MaxValue));
            return false;
        }
    }

    private async Task WaitAsync(RunControl control, Task ending)
    {
        if (options is not { Autostart: true, Autoquit: { } patience })
        {
            await ending;
            return;
        }

        // Somebody may have started another one meanwhile.
        for (var seen = 0L; seen != control.Started && !ending.IsCompleted;)
        {
            seen = control.Started;
            await Task.WhenAny(control.Ended, ending);
            await Task.WhenAny(Task.Delay(patience, surroundings.Clock), ending);
        }
    }

    private async Task<int> QuitAsync(RunControl control, TerminalRuns runs, int code)
    {
        var faults = definition.Events.Faults.Count;
        await definition.Events.Quit.RaiseAsync(new QuitEvent(code));
        foreach (var output in definition.Outputs)
        {
            await output.DisposeAsync();
        }

        if (definition.Events.Faults.Count > faults)
        {
            runs.WriteAgain(definition.Events.Faults.Sentence(faults));
        }

        return definition.Events.Faults.Count > (control.Started == 0 ? 0 : faults) ? ExitCode.BadOptions : code;
    }

    private async Task SayAsync(Uri address)
    {
        if (form.TargetHost is { } host)
        {
            await _people.WriteLineAsync($"No host was given, so the test brings its own target: {host}");
        }

        if (address.Port != options.Web.Port && options.Web.Port != 0)
        {
            await _people.WriteLineAsync($"Port {options.Web.Port} is in use, so the web UI takes the next free one; '--web-port' names another.");
        }

        await _people.WriteLineAsync($"Web UI: {Shown(address)}{(options.Web.BasePath.Length > 0 ? "/" : "")}   (Ctrl-C ends the program)");
        await _people.FlushAsync();
    }

    // Opened to other machines, it goes by this one's name.
    private string Shown(Uri address) =>
        (ListenAddress.Of(options.Web.Address).IsAny ? $"{address.Scheme}://{Environment.MachineName}:{address.Port}" : address.GetLeftPart(UriPartial.Authority)) + options.Web.BasePath;

    private WebHostOptions Web() => options.Web with
    {
        TlsCertificate = options.Web.TlsCertificate is { } certificate ? surroundings.Resolve(certificate) : null,
        TlsKey = options.Web.TlsKey is { } key ? surroundings.Resolve(key) : null,
    };
}
