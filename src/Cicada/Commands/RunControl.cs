using Cicada.RunsApi;
using Cicada.Storage;
using Cicada.Storage.Queries;

namespace Cicada.Commands;

/// <summary>Starts runs of the test one after the other, each a run of its own.</summary>
/// <param name="form">What they are started with.</param>
/// <param name="place">Where they are made and carried out.</param>
/// <param name="events">The hooks of all runs.</param>
/// <param name="say">Takes a sentence where a run could not be carried out.</param>
/// <param name="earlier">What the newest run of the test in the store was started with, or null.</param>
internal sealed class RunControl(RunForm form, IRunPlace place, LoadEvents events, Action<string> say, Func<string, RunSetup?> earlier) : IRunControl
{
    private readonly Lock _gate = new();
    private Lazy<RunSetup?>? _earlier;
    private Task _running = Task.CompletedTask;
    private Run? _current;

    // What the run that is being started, or is on, has taken; null when the next may come.
    private object? _turn;
    private bool _isClosed;
    private long _started;

    public string Test => form.Test;

    public ILiveRun? Live { get; private set; }

    /// <summary>The exit code of the last run; good where there was none.</summary>
    public int ExitCode { get; private set; } = Cicada.ExitCode.Success;

    /// <summary>How many runs have been started.</summary>
    public long Started => Interlocked.Read(ref _started);

    /// <summary>Ends when the last run that was started has ended, and all has been said about it. Never fails.</summary>
    public Task Ended
    {
        get
        {
            lock (_gate)
            {
                return _running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    public StartForm Form()
    {
        lock (_gate)
        {
            _earlier ??= new Lazy<RunSetup?>(() => earlier(form.Test));
        }

        return form.Read(_earlier.Value);
    }

    public async Task<string> StartAsync(StartRequest request, CancellationToken cancellation)
    {
        var turn = Enter();
        var isOn = false;
        try
        {
            var prepared = form.Prepare(request);

            // The terminal may still be told about the run before.
            await Ended.WaitAsync(cancellation);
            var controlled = new ControlledRun(
                live => Live = live,
                _ =>
                {
                    Live = null;
                    Leave(turn);
                });
            var run = place.Create(prepared.Options, prepared.Plan, controlled, Started == 0 ? 0 : events.Faults.Count);
            var running = ExecuteAsync(run, prepared, turn);
            isOn = true;
            await Task.WhenAny(controlled.Begun, running);
            if (!controlled.Begun.IsCompleted)
            {
                await running;
            }

            form.Remember(request);
            return run.Id;
        }
        catch (PlanException exception)
        {
            throw new RefusedRequestException(422, string.Join(" ", exception.Problems), [.. exception.Problems.Select(problem => new FieldProblem(null, problem))]);
        }
        catch (Exception exception) when (exception is StoreException or OutputException)
        {
            throw new RefusedRequestException(503, exception.Message);
        }
        finally
        {
            if (!isOn)
            {
                Leave(turn);
            }
        }
    }

    /// <summary>Starts no run any more, and ends the one that is on in order.</summary>
    public async Task CloseAsync(string reason)
    {
        lock (_gate)
        {
            _isClosed = true;
            _current?.Stop(reason);
        }

        await Ended;
    }

    /// <summary>Ends the run that is on at once.</summary>
    public void Abandon() => _current?.Abandon();

    /// <summary>Ends the run that is on because the program is about to die of an exception.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Crash(Exception exception)
    {
        var run = _current;
        run?.Crash(exception);
        return run is not null;
    }

    /// <summary>Writes the files of the run that is on as it stands, where it cannot be waited for any longer.</summary>
    public void WriteLast()
    {
        if (_current is { } run)
        {
            place.WriteLast(run);
        }
    }

    private Task ExecuteAsync(Run run, PreparedRun prepared, object turn)
    {
        Interlocked.Increment(ref _started);
        lock (_gate)
        {
            _current = run;
            _running = ExecuteAsync();
            if (_isClosed)
            {
                run.Stop("the program ends");
            }

            return _running;
        }

        async Task ExecuteAsync()
        {
            // Whoever holds the gate does not carry out a run.
            await Task.Yield();
            try
            {
                ExitCode = await place.ExecuteAsync(run, prepared.Options);
            }
            catch (Exception exception)
            {
                ExitCode = Cicada.ExitCode.BadOptions;
                say(exception.Message);
                throw;
            }
            finally
            {
                Leave(turn);
            }
        }
    }

    private object Enter()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                throw new RefusedRequestException(409, "The program is ending, so no run can be started. Start it anew.");
            }

            if (_turn is not null)
            {
                throw new RefusedRequestException(
                    409, Live is { } live ? $"The run '{live.Run.Id}' is on, and there is one at a time. Stop it first, or wait for its end." : "A run is being started or ended just now, and there is one at a time. Try again in a moment.");
            }

            return _turn = new object();
        }
    }

    // What is still said of a run when the next has begun must not end that one's turn.
    private void Leave(object turn)
    {
        lock (_gate)
        {
            if (_turn == turn)
            {
                (_turn, _current) = (null, null);
            }
        }
    }
}
