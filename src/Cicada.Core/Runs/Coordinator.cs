using Cicada.Load;
using Microsoft.Extensions.Logging;

namespace Cicada.Runs;

/// <summary>
/// Keeps a run together: starts the workers, changes the load, and ends it when its time, its iterations or its users are
/// spent or somebody asks. It knows workers only as <see cref="IWorker"/>; a local run is a distributed run of one.
/// </summary>
internal sealed class Coordinator(Run run, IReadOnlyList<IWorker> workers, UserMix mix, IterationBudget iterations, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<(string Reason, bool ByPlan)> _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _loadChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SpawnPlan _plan;
    private double _rate = run.Plan.SpawnRate;
    private bool _following;
    private bool _stopping;
    private int? _usersAskedForEarly;

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
    public void ChangeUsers(int users, double? rate)
    {
        users = Math.Min(users, mix.MaximumUsers);
        lock (_gate)
        {
            if (_stopping)
            {
                return;
            }

            _rate = rate ?? _rate;
            if (!_following)
            {
                _usersAskedForEarly = users;
                return;
            }

            var elapsed = run.Elapsed;
            _plan = new SpawnPlan(_plan.UsersAt(elapsed), users, _rate, elapsed);

            foreach (var worker in workers)
            {
                worker.Follow(_plan);
            }

            _loadChanged.TrySetResult();
            _loadChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Log.Spawning(logger, users, _rate);
        run.AnnounceSpawning(users, _rate);
    }

    /// <summary>Carries the plan out; returns why it ended, whether by its plan, and how many users could not be ended.</summary>
    public async Task<(string Reason, bool ByPlan, int Left)> RunAsync()
    {
        lock (_gate)
        {
            // Handlers of the test's start may already have changed the number.
            var users = _usersAskedForEarly ?? Math.Min(run.Plan.Users, mix.MaximumUsers);
            _plan = new SpawnPlan(0, users, _rate, run.Elapsed);
            _following = true;
            foreach (var worker in workers)
            {
                worker.Follow(_plan);
            }
        }

        Log.Spawning(logger, _plan.To, _rate);
        run.AnnounceSpawning(_plan.To, _rate);
        var (reason, byPlan) = await WaitForEndAsync();
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

    private async Task<(string Reason, bool ByPlan)> WaitForEndAsync()
    {
        using var done = new CancellationTokenSource();
        var timeIsUp = run.Plan.RunTime is { } runTime
            ? Task.Delay(runTime, run.Clock.Provider, done.Token)
            : Task.Delay(Timeout.InfiniteTimeSpan, run.Clock.Provider, done.Token);
        try
        {
            while (true)
            {
                Task reached, allEnded, changed;
                lock (_gate)
                {
                    reached = Task.WhenAll(workers.Select(worker => worker.Reached));
                    allEnded = Task.WhenAll(workers.Select(worker => worker.AllEnded));
                    changed = _loadChanged.Task;
                }

                var first = await Task.WhenAny(_stop.Task, timeIsUp, iterations.Spent, changed, reached);
                if (first == reached && first != changed)
                {
                    run.AnnounceSpawned();
                    first = await Task.WhenAny(_stop.Task, timeIsUp, iterations.Spent, changed, allEnded);
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

                if (first == allEnded && TargetUsers > 0)
                {
                    return ("no user is left", true);
                }

                if (first == allEnded)
                {
                    // Somebody asked for 0 users: the run goes on without any until it is told otherwise.
                    await Task.WhenAny(_stop.Task, timeIsUp, changed);
                }
            }
        }
        finally
        {
            await done.CancelAsync();
        }
    }
}
