using Cicada.Load;
using Cicada.Users;
using Microsoft.Extensions.Logging;

namespace Cicada.Runs;

/// <summary>Runs the users of one segment in this process.</summary>
/// <remarks>
/// One loop adds and stops users as the plan says; each user is a loop of its own on the thread pool. The lock guards the tables of users,
/// and nothing of a user's own runs under it.
/// </remarks>
internal sealed class Worker : IWorker, IAsyncDisposable
{
    // What users may still do after their time is over: requests of OnStop, and unwinding.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly Run _run;
    private readonly UserMix _mix;
    private readonly Segment _segment;
    private readonly IterationBudget _iterations;
    private readonly Lateness _lateness;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, UserSession> _bySlot = [];
    private readonly Dictionary<UserSession, Task> _alive = [];
    private readonly CancellationTokenSource _stopSpawning = new();
    private SpawnPlan _plan;
    private int _spawned;
    private TaskCompletionSource _planChanged = NewSignal();
    private TaskCompletionSource _reached = NewSignal();
    private TaskCompletionSource _allEnded = NewSignal();
    private Task _spawning = Task.CompletedTask;

    // Users that are being stopped one by one; touched by the spawning loop only, until that has ended.
    private readonly List<Task> _hurrying = [];
    private int _hurryingToPrune = 1_000;

    // Users that live. Those whose end is just being told to handlers are still in the table, but not counted.
    private int _count;
    private bool _disposed;

    public Worker(Run run, string id, UserMix mix, Segment segment, IterationBudget iterations, Lateness lateness, ILogger logger)
    {
        _run = run;
        Id = id;
        _mix = mix;
        _segment = segment;
        _iterations = iterations;
        _lateness = lateness;
        _logger = logger;
    }

    public string Id { get; }

    public Task Reached
    {
        get
        {
            lock (_gate)
            {
                return _reached.Task;
            }
        }
    }

    public Task AllEnded
    {
        get
        {
            lock (_gate)
            {
                return _allEnded.Task;
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    public void Follow(SpawnPlan plan)
    {
        lock (_gate)
        {
            _plan = plan;
            _reached = NewSignal();
            _allEnded = NewSignal();
            _planChanged.TrySetResult();
            _planChanged = NewSignal();
            if (_spawning.IsCompleted && !_stopSpawning.IsCancellationRequested)
            {
                _spawning = Task.Run(SpawnAsync);
            }
        }
    }

    public IReadOnlyDictionary<string, int> UserCounts()
    {
        lock (_gate)
        {
            return _alive.Keys.GroupBy(session => session.Type.Name).ToDictionary(group => group.Key, group => group.Count());
        }
    }

    public async Task<int> StopAsync(TimeSpan stopTimeout)
    {
        await _stopSpawning.CancelAsync();
        await _spawning;
        ForEachAlive(session => session.RequestStop());
        if (stopTimeout > TimeSpan.Zero && await AllGoneAsync(stopTimeout))
        {
            return 0;
        }

        // With a stop timeout the requests have had their time; without one they are still awaited for the grace.
        ForEachAlive(session => session.CancelTaskUnlessInOnStop(abortRequests: stopTimeout > TimeSpan.Zero));
        if (await AllGoneAsync(Grace))
        {
            return 0;
        }

        ForEachAlive(session => session.EndAll());
        if (await AllGoneAsync(Grace))
        {
            return 0;
        }

        var left = 0;
        ForEachAlive(session =>
        {
            left++;
            session.RecordLeftovers();
        });
        return left;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stopSpawning.CancelAsync();
        await _spawning;
        await Task.WhenAll(_hurrying);
        _stopSpawning.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task SpawnAsync()
    {
        var token = _stopSpawning.Token;
        while (!token.IsCancellationRequested)
        {
            SpawnPlan plan;
            Task changed;
            TaskCompletionSource reached;
            lock (_gate)
            {
                (plan, changed, reached) = (_plan, _planChanged.Task, _reached);
            }

            var elapsed = _run.Elapsed;
            var wanted = plan.UsersAt(elapsed);
            while (_spawned < wanted && !token.IsCancellationRequested)
            {
                Spawn(_spawned++);
            }

            while (_spawned > wanted && !token.IsCancellationRequested)
            {
                StopOne(--_spawned);
            }

            var next = plan.NextChange(elapsed);
            if (next is null)
            {
                reached.TrySetResult();
                CheckAllEnded();
                await changed.WaitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            var pause = next.Value - _run.Elapsed;
            if (pause > TimeSpan.Zero)
            {
                // Timers count whole milliseconds, and not centuries: rounded up, so that the loop does not spin for the rest of one.
                pause = TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(pause.TotalMilliseconds), LongestPause.TotalMilliseconds));
                await changed.WaitAsync(pause, _run.Clock.Provider, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Spawn(int number)
    {
        if (!_segment.Contains(number) || number >= _mix.MaximumUsers)
        {
            return;
        }

        var type = _mix.TypeOf(number);
        User user;
        try
        {
            user = type.Create();
        }
        catch (Exception exception)
        {
            Log.UserNotCreated(_logger, type.Name, exception);
            _run.ReportUserError(null, exception.InnerException ?? exception, type.Name);
            return;
        }

        var session = new UserSession(_run, type, user, number);
        user.Attach(session);
        int count;
        lock (_gate)
        {
            _bySlot[number] = session;
            _alive.Add(session, Task.CompletedTask);
            count = ++_count;
        }

        _run.NoteUserCount(count);
        _run.Events.UserAdd.Raise(new UserAddEvent(user, count));
        var life = Task.Run(() => LiveAsync(session));
        lock (_gate)
        {
            if (_alive.ContainsKey(session))
            {
                _alive[session] = life;
            }
        }
    }

    private async Task LiveAsync(UserSession session)
    {
        try
        {
            await new UserLoop(session, _iterations, _lateness).RunAsync();
        }
        catch (Exception exception)
        {
            // The loop guards everything that is a user's own, so this is a fault of ours: say so rather than lose it.
            Log.UserLoopFailed(_logger, session.Type.Name, exception);
            _run.ReportUserError(session.User, exception, nameof(UserLoop));
        }

        int count;
        lock (_gate)
        {
            count = --_count;
            if (_bySlot.TryGetValue(session.Number, out var current) && ReferenceEquals(current, session))
            {
                _bySlot.Remove(session.Number);
            }
        }

        // Only then is the user gone, so that nobody hears of its end after that of the test.
        _run.Events.UserRemove.Raise(new UserRemoveEvent(session.User, count));
        lock (_gate)
        {
            _alive.Remove(session);
        }

        CheckAllEnded();
    }

    private void CheckAllEnded()
    {
        lock (_gate)
        {
            if (_alive.Count == 0 && _reached.Task.IsCompleted)
            {
                _allEnded.TrySetResult();
            }
        }
    }

    /// <summary>Ends the user of one slot, in the same steps as at the end of the run.</summary>
    private void StopOne(int number)
    {
        UserSession? session;
        Task? life;
        lock (_gate)
        {
            if (!_bySlot.Remove(number, out session) || !_alive.TryGetValue(session, out life))
            {
                return;
            }
        }

        session.RequestStop();
        if (_hurrying.Count >= _hurryingToPrune)
        {
            _hurrying.RemoveAll(hurry => hurry.IsCompleted);
            _hurryingToPrune = Math.Max(1_000, _hurrying.Count * 2);
        }

        _hurrying.Add(HurryAsync(session, life, _stopSpawning.Token));
    }

    /// <summary>Takes a user's time away step by step, unless the whole run ends before: then <see cref="StopAsync"/> does.</summary>
    private async Task HurryAsync(UserSession session, Task life, CancellationToken runEnds)
    {
        var clock = _run.Clock.Provider;
        var stopTimeout = _run.Plan.StopTimeout;
        if (stopTimeout > TimeSpan.Zero)
        {
            await life.WaitAsync(stopTimeout, clock, runEnds).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (runEnds.IsCancellationRequested)
        {
            return;
        }

        session.CancelTaskUnlessInOnStop(abortRequests: stopTimeout > TimeSpan.Zero);
        await life.WaitAsync(Grace, clock, runEnds).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!runEnds.IsCancellationRequested)
        {
            session.EndAll();
        }
    }

    private void ForEachAlive(Action<UserSession> act)
    {
        UserSession[] sessions;
        lock (_gate)
        {
            sessions = [.. _alive.Keys];
        }

        foreach (var session in sessions)
        {
            act(session);
        }
    }

    private async Task<bool> AllGoneAsync(TimeSpan limit)
    {
        Task[] lives;
        lock (_gate)
        {
            lives = [.. _alive.Values];
        }

        await Task.WhenAll(lives).WaitAsync(limit, _run.Clock.Provider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            return _alive.Count == 0;
        }
    }
}
