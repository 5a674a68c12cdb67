using Cicada.Load;
using Cicada.Users;
using Microsoft.Extensions.Logging;

namespace Cicada.Runs;

/// <summary>
/// Keeps a run together: starts the workers, changes the load, and ends it when its time, its iterations or its users are
/// spent or somebody asks. It knows workers only as <see cref="IWorker"/>; a local run is a distributed run of one.
/// </summary>
internal sealed class Coordinator(Run run, IReadOnlyList<IWorker> workers, UserMix firstMix, IterationBudget iterations, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<(string Reason, bool ByPlan)> _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _loadChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SpawnPlan _plan;
    private readonly UserMix _firstMix = firstMix;
    private UserMix _mix = firstMix;
    private double _rate = run.Plan.SpawnRate;
    private bool _following;
    private bool _stopping;
    private bool _rampContinues;
    private IReadOnlyList<Type>? _onlyTypes;
    private int? _usersAskedForEarly;

    /// <summary>How users are mixed.</summary>
    public UserMix Mix
    {
        get
        {
            lock (_gate)
            {
                return _mix;
            }
        }
    }

    /// <summary>Users started or stopped per second.</summary>
    public double Rate
    {
        get
        {
            lock (_gate)
            {
                return _rate;
            }
        }
    }

    /// <summary>Users there are to be when the ramp that is going on is over.</summary>
    public int TargetUsers
    {
        get
        {
            lock (_gate)
            {
                return _plan.To;
            }
        }
    }

    /// <summary>Users the plan wants at this moment.</summary>
    public int UsersWantedNow
    {
        get
        {
            lock (_gate)
            {
                return _plan.UsersAt(run.Elapsed);
            }
        }
    }

    /// <summary>Ends the run, whatever its plan says.</summary>
    public void Stop(string reason, bool byPlan) => _stop.TrySetResult((reason, byPlan));

    /// <summary>Ends the run without waiting for users.</summary>
    public void Abandon()
    {
        Stop("abandoned", byPlan: false);
        _abandoned.TrySetResult();
    }

    /// <summary>Changes the number of users wanted, from where the ramp stands now. No effect once the run is stopping.</summary>
    /// <param name="users">How many; fewer where every type has a fixed count.</param>
    /// <param name="rate">Users a second; null for the rate there is.</param>
    /// <param name="shares">Other shares of user types, by their names; null for the mix there is.</param>
    /// <returns>False where the run is stopping.</returns>
    public bool ChangeUsers(int users, double? rate, IReadOnlyDictionary<string, UserShare>? shares = null)
    {
        lock (_gate)
        {
            if (_stopping)
            {
                return false;
            }

            _rate = rate ?? _rate;
            _mix = shares is null ? _mix : _mix.With(shares);
            users = Math.Min(users, _mix.MaximumUsers);
            if (!_following)
            {
                _usersAskedForEarly = users;
                return true;
            }

            var elapsed = run.Elapsed;
            _rampContinues = false;
            Follow(new SpawnPlan(_plan.UsersAt(elapsed), users, _rate, elapsed));
        }

        Log.Spawning(logger, users, _rate);
        run.NoteLoadChange(users, _rate, shares);
        run.AnnounceSpawning(users, _rate);
        return true;
    }

    /// <summary>Carries out a step of the run's shape, from a moment on that may be past: the numbers of users are those of a step that was in time.</summary>
    private void Follow(ShapeStep step, TimeSpan moment)
    {
        int users;
        bool changes;
        lock (_gate)
        {
            if (_stopping)
            {
                return;
            }

            _rate = step.SpawnRate;
            MixOnly(step.UserTypes);
            users = Math.Min(step.Users, _mix.MaximumUsers);
            var before = _plan.UsersAt(moment);
            var from = Math.Min(step.From ?? before, _mix.MaximumUsers);
            changes = before != users || from != users;
            _rampContinues = step.Continues;
            Follow(new SpawnPlan(from, users, step.SpawnRate, moment));
        }

        Log.Spawning(logger, users, step.SpawnRate);
        if (changes)
        {
            run.AnnounceSpawning(users, step.SpawnRate, ofShape: true);
        }
    }

    /// <summary>Carries the plan out; returns why it ended, whether by its plan, and how many users could not be ended.</summary>
    public async Task<(string Reason, bool ByPlan, int Left)> RunAsync()
    {
        lock (_gate)
        {
            _following = true;
            if (run.Plan.Shape is null)
            {
                // Handlers of the test's start may already have changed the number.
                var users = _usersAskedForEarly ?? Math.Min(run.Plan.Users, _mix.MaximumUsers);
                Follow(new SpawnPlan(0, users, _rate, run.Elapsed));
            }
        }

        if (run.Plan.Shape is null)
        {
            Log.Spawning(logger, _plan.To, _rate);
            run.AnnounceSpawning(_plan.To, _rate);
        }

        using var arriving = new CancellationTokenSource();
        var arrivals = run.BringArrivalsAsync(arriving.Token);
        var (reason, byPlan) = await WaitForEndAsync();
        await arriving.CancelAsync();
        await arrivals;
        Log.Stopping(logger, reason);
        lock (_gate)
        {
            _stopping = true;
        }

        // Handlers are waited for, but not by who gives up on everything.
        await Task.WhenAny(run.BeginStoppingAsync(reason), _abandoned.Task);
        var stopping = Task.WhenAll(workers.Select(worker => worker.StopAsync(run.Plan.StopTimeout)));
        await Task.WhenAny(stopping, _abandoned.Task);
        return (reason, byPlan, stopping.IsCompletedSuccessfully ? (await stopping).Sum() : 0);
    }

    // Under the lock.
    private void Follow(SpawnPlan plan)
    {
        _plan = plan;
        foreach (var worker in workers)
        {
            worker.Follow(_plan, _mix);
        }

        _loadChanged.TrySetResult();
        _loadChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    // Under the lock. The mix stays the same object while nothing about it changes, so that workers see that.
    private void MixOnly(IReadOnlyList<Type>? onlyTypes)
    {
        if ((onlyTypes ?? []).SequenceEqual(_onlyTypes ?? []))
        {
            return;
        }

        _onlyTypes = onlyTypes;
        _mix = onlyTypes is null
            ? _firstMix
            : _firstMix.With(_firstMix.Types.Where(type => !onlyTypes.Contains(type.Type)).ToDictionary(type => type.Name, _ => new UserShare(Weight: 0, FixedCount: 0)));
    }

    private async Task<(string Reason, bool ByPlan)> WaitForEndAsync()
    {
        using var done = new CancellationTokenSource();
        var timeIsUp = run.Plan.RunTime is { } runTime
            ? Task.Delay(runTime, run.Clock.Provider, done.Token)
            : Task.Delay(Timeout.InfiniteTimeSpan, run.Clock.Provider, done.Token);
        var shapeIsOver = run.Plan.Shape is { } shape
            ? new ShapeLoop(run, shape, Follow).RunAsync(done.Token)
            : new TaskCompletionSource<(string Reason, bool ByPlan)>().Task;
        try
        {
            while (true)
            {
                Task reached, allEnded, changed;
                bool rampContinues;
                lock (_gate)
                {
                    reached = Task.WhenAll(workers.Select(worker => worker.Reached));
                    allEnded = Task.WhenAll(workers.Select(worker => worker.AllEnded));
                    changed = _loadChanged.Task;
                    rampContinues = _rampContinues;
                }

                var first = await Task.WhenAny(_stop.Task, timeIsUp, iterations.Spent, shapeIsOver, changed, reached);
                if (first == reached && first != changed)
                {
                    if (!rampContinues)
                    {
                        run.AnnounceSpawned();
                    }

                    first = await Task.WhenAny(_stop.Task, timeIsUp, iterations.Spent, shapeIsOver, changed, allEnded);
                }

                if (_stop.Task.IsCompleted)
                {
                    return await _stop.Task;
                }

                if (first == timeIsUp)
                {
                    return ($"the run time of {run.Plan.RunTime} is over", true);
                }

                if (first == iterations.Spent)
                {
                    return ($"all {run.Plan.Iterations} iterations are done", true);
                }

                if (first == shapeIsOver)
                {
                    return await shapeIsOver;
                }

                if (first == allEnded && TargetUsers > 0 && run.Plan is { Shape: null, Arrivals: null })
                {
                    return ("no user is left", true);
                }

                if (first == allEnded)
                {
                    // Somebody asked for 0 users, a shape says how long the run lasts, or arrivals make others: it goes on without any until it is told otherwise.
                    await Task.WhenAny(_stop.Task, timeIsUp, iterations.Spent, shapeIsOver, changed);
                }
            }
        }
        finally
        {
            await done.CancelAsync();
            if (run.Plan.Shape is not null)
            {
                // It asks the user's code, which must not be asked about a run that is stopping.
                await shapeIsOver.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }
}
