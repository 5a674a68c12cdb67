using Cicada.Load;
using Cicada.Users;
using Microsoft.Extensions.Logging;

namespace Cicada.Runs;

/// <summary>Runs the users of one segment in this process.</summary>
/// <remarks>
/// One loop adds and stops users as the plan says; each user is a loop of its own on the thread pool. The lock guards the tables of users,
/// and nothing of a user's own runs under it. A user has a place, which says when it comes and goes; it keeps its number when another mix gives it another place.
/// </remarks>
internal sealed class Worker : IWorker, IAsyncDisposable
{
    // What users may still do after their time is over: requests of OnStop, and unwinding.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly Run _run;
    private readonly Segment _segment;
    private readonly IterationBudget _iterations;
    private readonly Lateness _lateness;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, UserSession> _byPlace = [];
    private readonly Dictionary<UserSession, Task> _alive = [];
    private readonly CancellationTokenSource _stopSpawning = new();

    // What is being followed comes first. Plans that came after it wait, so that each of them is carried out, however late this loop is.
    private readonly Queue<(SpawnPlan Plan, UserMix Mix)> _plans = new();
    private int _spawned;

    // What the spawning loop alone knows: the mix users are of, the numbers of places that have another than their own, and which places are still to get another user.
    private readonly Dictionary<int, int> _numbers = [];
    private UserMix _mix;
    private IReadOnlyList<int> _replacements = [];
    private SpawnPlan _replacing;
    private int _replaced;

    private TaskCompletionSource _planChanged = NewSignal();
    private TaskCompletionSource _reached = NewSignal();
    private TaskCompletionSource _allEnded = NewSignal();
    private Task _spawning = Task.CompletedTask;

    // Users that are being stopped one by one; touched by the spawning loop only, until that has ended.
    private readonly List<Task> _hurrying = [];
    private int _hurryingToPrune = 1_000;

    // Beside users of the closed model, whose numbers begin at 0 and hardly reach this.
    private const int FirstNumberBeside = 1_000_000;
    private int _arrived;

    // Users that live. Those whose end is just being told to handlers are still in the table, but not counted.
    private int _count;
    private WaitWheel? _waits;
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

    /// <summary>Who takes arrivals; null where there are none.</summary>
    public ArrivalPool? Arrivals { get; private set; }

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

    /// <summary>Before the run: users of these types take arrivals.</summary>
    public ArrivalPool TakeArrivals(IReadOnlyList<UserType> types, int mostUsers) =>
        Arrivals = new ArrivalPool(types, mostUsers, _iterations, SpawnForArrival);

    public void Follow(SpawnPlan plan, UserMix mix)
    {
        lock (_gate)
        {
            _plans.Enqueue((plan, mix));
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
        _waits?.Dispose();
        _stopSpawning.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task SpawnAsync()
    {
        var token = _stopSpawning.Token;
        while (!token.IsCancellationRequested)
        {
            SpawnPlan plan;
            UserMix mix;
            Task changed;
            TaskCompletionSource reached;
            TimeSpan? overtaken;
            lock (_gate)
            {
                (plan, mix) = _plans.Peek();
                overtaken = _plans.Count > 1 ? _plans.ElementAt(1).Plan.Start : null;
                (changed, reached) = (_planChanged.Task, _reached);
            }

            var elapsed = overtaken ?? _run.Elapsed;
            if (mix != _mix)
            {
                Mix(mix, plan.Rate, elapsed);
            }

            var wanted = plan.UsersAt(elapsed);
            while (_spawned < wanted && !token.IsCancellationRequested)
            {
                Spawn(_spawned++);
            }

            while (_spawned > wanted && !token.IsCancellationRequested)
            {
                StopOne(--_spawned);
            }

            ReplaceDue(elapsed, token);
            if (overtaken is not null)
            {
                lock (_gate)
                {
                    _plans.Dequeue();
                }

                continue;
            }

            var next = Earlier(plan.NextChange(elapsed), _replacing.NextChange(elapsed));
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

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null ? other : other is null || one <= other ? one : other;

    /// <summary>Gives the users other places, so that as many as can be are where the new mix wants one of their type. The others are replaced at the spawn rate.</summary>
    private void Mix(UserMix mix, double rate, TimeSpan elapsed)
    {
        _mix = mix;
        List<(int, string?)> places = [];
        lock (_gate)
        {
            for (var place = 0; place < Math.Min(_spawned, mix.MaximumUsers); place++)
            {
                if (_segment.Contains(place))
                {
                    places.Add((place, _byPlace.GetValueOrDefault(place)?.Type.Name));
                }
            }
        }

        var change = MixChange.Of(places, place => mix.TypeOf(place).Name);
        lock (_gate)
        {
            foreach (var (one, other) in change.Swaps)
            {
                Swap(one, other);
            }
        }

        (_replacements, _replaced, _replacing) = (change.Replacements, 0, new SpawnPlan(0, change.Replacements.Count, rate, elapsed));
    }

    private void Swap(int one, int other)
    {
        _byPlace.Remove(one, out var first);
        _byPlace.Remove(other, out var second);
        Put(first, other);
        Put(second, one);
        (_numbers[one], _numbers[other]) = (NumberOf(other), NumberOf(one));

        void Put(UserSession? session, int place)
        {
            if (session is not null)
            {
                session.Place = place;
                _byPlace.Add(place, session);
            }
        }
    }

    private int NumberOf(int place) => _numbers.GetValueOrDefault(place, place);

    private void ReplaceDue(TimeSpan elapsed, CancellationToken token)
    {
        for (var due = _replacing.UsersAt(elapsed); _replaced < due && !token.IsCancellationRequested; _replaced++)
        {
            var place = _replacements[_replaced];

            // Fewer users may be wanted meanwhile; and who has ended by itself is not replaced.
            if (place < _spawned && StopOne(place))
            {
                Spawn(place);
            }
        }
    }

    private void Spawn(int place)
    {
        if (!_segment.Contains(place) || place >= _mix.MaximumUsers)
        {
            return;
        }

        Spawn(_mix.TypeOf(place), NumberOf(place), place, seat: null);
    }

    private bool Spawn(UserType type, int number, int place, ArrivalSeat? seat)
    {
        User user;
        try
        {
            user = type.Create();
        }
        catch (Exception exception)
        {
            Log.UserNotCreated(_logger, type.Name, exception);
            _run.ReportUserError(null, exception.InnerException ?? exception, type.Name);
            return false;
        }

        var session = new UserSession(_run, type, user, number) { Place = place, Seat = seat, Waits = Waits() };
        user.Attach(session);
        if (seat is not null)
        {
            seat.Session = session;
            var pool = Arrivals!;
            session.Stop.UnsafeRegister(seat => pool.StopWaiting((ArrivalSeat)seat!), seat);
        }

        int count;
        lock (_gate)
        {
            _byPlace[place] = session;
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

        return true;
    }

    // Whoever makes time himself makes timers too.
    private WaitWheel? Waits()
    {
        lock (_gate)
        {
            return _run.Clock.Provider == TimeProvider.System ? _waits ??= new WaitWheel() : null;
        }
    }

    private async Task LiveAsync(UserSession session)
    {
        try
        {
            await new UserLoop(session, _iterations, _lateness, Arrivals).RunAsync();
        }
        catch (Exception exception)
        {
            // The loop guards everything that is a user's own, so this is a fault of ours: say so rather than lose it.
            Log.UserLoopFailed(_logger, session.Type.Name, exception);
            _run.ReportUserError(session.User, exception, nameof(UserLoop));
        }

        if (session.Seat is { } seat)
        {
            Arrivals!.Leave(seat);
        }

        int count;
        lock (_gate)
        {
            count = --_count;
            if (_byPlace.TryGetValue(session.Place, out var current) && ReferenceEquals(current, session))
            {
                _byPlace.Remove(session.Place);
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

    /// <summary>Makes a user that takes arrivals; it has no place, and comes and goes with them alone.</summary>
    private bool SpawnForArrival(UserType type, ArrivalSeat seat)
    {
        var number = Interlocked.Increment(ref _arrived) - 1 + (_mix.MaximumUsers > 0 ? FirstNumberBeside : 0);
        return Spawn(type, number, place: -1 - number, seat);
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

    /// <summary>Ends the user of one place, in the same steps as at the end of the run; false where there is none.</summary>
    private bool StopOne(int place)
    {
        UserSession? session;
        Task? life;
        lock (_gate)
        {
            if (!_byPlace.Remove(place, out session) || !_alive.TryGetValue(session, out life))
            {
                return false;
            }
        }

        session.RequestStop();
        if (_hurrying.Count >= _hurryingToPrune)
        {
            _hurrying.RemoveAll(hurry => hurry.IsCompleted);
            _hurryingToPrune = Math.Max(1_000, _hurrying.Count * 2);
        }

        _hurrying.Add(HurryAsync(session, life, _stopSpawning.Token));
        return true;
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
