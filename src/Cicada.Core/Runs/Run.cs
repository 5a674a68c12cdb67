using System.Diagnostics.CodeAnalysis;
using Cicada.Http;
using Cicada.Load;
using Cicada.Metrics;
using Cicada.Outputs;
using Cicada.Runs;
using Cicada.Users;
using Microsoft.Extensions.Logging;

namespace Cicada;

/// <summary>One execution of a plan. Users and event handlers can read it, change its load and stop it.</summary>
[SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable", Justification = "A run is one execution: ExecuteAsync disposes of everything at its end.")]
public sealed class Run
{
    private readonly ILogger _logger;
    private readonly List<string> _warnings = [];
    private readonly Statistics _statistics;
    private readonly Lateness _lateness = new();
    private readonly IReadOnlyList<UserType> _types;
    private readonly IReadOnlyList<OutputLoop> _outputs;
    private readonly Collector _collector;
    private readonly Coordinator _coordinator;
    private readonly Worker _worker;
    private readonly UserErrors _userErrors = new();
    private readonly UserMix _mix;
    private readonly Lock _observing = new();
    private RunDescription _description;
    private long _lastEventTime;
    private int _peakUsers;
    private int _executed;

    /// <exception cref="PlanException">The plan is wrong.</exception>
    internal Run(Plan plan, RunServices services)
    {
        var problems = new List<string>();
        _types = PlanValidator.Validate(plan, problems, _warnings);
        if (problems.Count > 0)
        {
            throw new PlanException(problems);
        }

        Plan = plan;
        Services = services;
        Events.Faults.Logger = services.Logging.CreateLogger("Cicada.Events");
        _logger = services.Logging.CreateLogger("Cicada.Run");
        Clock = new RunClock(services.Clock);
        Seeds = new Seeds(plan.Seed ?? Environment.ProcessId ^ (int)Clock.StartNanoseconds ^ (int)(Clock.StartNanoseconds >> 32));

        // Not from the seed: two runs that repeat each other are still two.
        Id = RunId.Create(Clock.Start, new Random(Guid.NewGuid().GetHashCode()));
        Recorder = new Recorder(Clock);
        Keys = new RequestKeys(plan.Limits.Names);
        Errors = new ErrorClasses(plan.Limits.ErrorClasses);
        _statistics = new Statistics(Clock);
        _mix = new UserMix(_types);
        if (plan.Users > _mix.MaximumUsers)
        {
            Warn($"There are {_mix.MaximumUsers} users instead of '{plan.Users}': every user type has a fixed count, and those add up to that. Give one of them a weight instead.");
        }

        var outputLogger = services.Logging.CreateLogger("Cicada.Outputs");
        _outputs =
        [
            .. services.Outputs.Select(output =>
                new OutputLoop(output, Path.Combine(services.SpoolFolder, Id), services.Clock, services.OutputLimits, outputLogger)),
        ];
        _collector = new Collector(Clock, Recorder, _statistics, _outputs);
        var iterations = new IterationBudget(plan.Iterations);
        _worker = new Worker(this, "1", _mix, Segment.Whole, iterations, _lateness, _logger);
        _coordinator = new Coordinator(this, [_worker], _mix, iterations, _logger);
        _description = new RunDescription
        {
            Id = Id,
            Test = plan.Test,
            Worker = _worker.Id,
            State = RunState.Ready,
            Started = Clock.Start,
            Host = plan.Host,
            Labels = plan.RunLabels,
            Note = plan.Note,
            GitRevision = plan.GitRevision,
            Options = plan.Options,
        };
    }

    /// <summary>The run's id: starts with a letter and sorts by time.</summary>
    public string Id { get; }

    /// <summary>What the run does.</summary>
    public Plan Plan { get; }

    /// <summary>The name of the test.</summary>
    public string Test => Plan.Test;

    /// <summary>The target's address, or null where the user types know it themselves.</summary>
    public string? Host => Plan.Host;

    /// <summary>Where the run stands.</summary>
    public RunState State { get; private set; } = RunState.Ready;

    /// <summary>How long it has been on.</summary>
    public TimeSpan Elapsed => Clock.Elapsed;

    /// <summary>Users that exist, those that are ending included.</summary>
    public int UserCount => _worker.Count;

    /// <summary>Users there are to be when the ramp that is going on is over.</summary>
    public int TargetUsers => _coordinator.TargetUsers;

    /// <summary>The seed of every user's random numbers.</summary>
    public int Seed => Seeds.Seed;

    /// <summary>The hooks of the run.</summary>
    public LoadEvents Events => Services.Events;

    /// <summary>The values of the options a test declared for itself, by their names.</summary>
    public IReadOnlyDictionary<string, string?> TestOptions => Services.TestOptions;

    internal RunServices Services { get; }

    internal RunClock Clock { get; }

    internal Recorder Recorder { get; }

    internal RequestKeys Keys { get; }

    internal ErrorClasses Errors { get; }

    internal Seeds Seeds { get; }

    internal OpenConnections Connections { get; } = new();

    internal Addresses Addresses { get; } = new();

    /// <summary>Changes how many users there are to be, from where the ramp stands now.</summary>
    /// <param name="users">The number wanted, 0 or more.</param>
    /// <param name="spawnRate">Users started, or stopped, per second, above 0; null keeps the rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or the rate not above 0.</exception>
    public void ChangeUsers(int users, double? spawnRate = null)
    {
        if (users < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(users), $"The number of users is '{users}'; it is 0 or more. Give a number of users.");
        }

        if (spawnRate is { } rate && (!(rate > 0) || !double.IsFinite(rate)))
        {
            throw new ArgumentOutOfRangeException(nameof(spawnRate), $"The spawn rate is '{rate}' users a second; it is above 0. Give a rate.");
        }

        _coordinator.ChangeUsers(users, spawnRate);
    }

    /// <summary>Ends the run in order, before its plan is fulfilled. Returns at once; calling it again has no effect.</summary>
    /// <param name="reason">Why, in a few words; noted with the run.</param>
    public void Stop(string reason) => _coordinator.Stop(reason, byPlan: false);

    /// <summary>Starts the statistics anew. What is recorded in outputs is not touched.</summary>
    public void ResetStatistics()
    {
        _statistics.Reset();
        AddEvent("reset_statistics", "Statistics reset");
        Events.ResetStatistics.Raise(new ResetStatisticsEvent(this));
    }

    /// <summary>How the run stands now.</summary>
    /// <param name="percentiles">Percentiles wanted for each line, 0 to 100.</param>
    public LiveSnapshot Snapshot(params IReadOnlyList<double> percentiles)
    {
        var (requests, total, failures) = _statistics.Live(percentiles);
        return new LiveSnapshot
        {
            State = State,
            Elapsed = Elapsed,
            Users = UserCount,
            TargetUsers = TargetUsers,
            Requests = requests,
            Total = total,
            Failures = failures,
            UserErrors = _userErrors.Summarise(),
            Recording = Accounts(),
            Warnings = Warnings(),
        };
    }

    /// <summary>All that is wrong with a plan, one sentence each; empty for a good one.</summary>
    internal static IReadOnlyList<string> Problems(Plan plan)
    {
        var problems = new List<string>();
        PlanValidator.Validate(plan, problems, []);
        return problems;
    }

    /// <summary>Carries the plan out, to its end. Once only.</summary>
    internal async Task<RunSummary> ExecuteAsync()
    {
        if (Interlocked.Exchange(ref _executed, 1) != 0)
        {
            throw new InvalidOperationException($"The run '{Id}' has already been executed; a run is one execution. Make another.");
        }

        // The one hop to the thread pool: whatever called us, users run there.
        return await Task.Run(ExecuteOnPoolAsync);
    }

    /// <summary>Ends the run at once: users are not waited for, what is recorded is still written.</summary>
    internal void Abandon() => _coordinator.Abandon();

    /// <summary>Notes something that happened to the run as a whole.</summary>
    internal void AddEvent(string type, string title, string text = "")
    {
        lock (_observing)
        {
            // Two events of one kind must not fall on the same point.
            _lastEventTime = Math.Max(Clock.NowNanoseconds, _lastEventTime + 1);
            _collector.Observe(new RunEvent { TimeNanoseconds = _lastEventTime, Type = type, Title = title, Text = text });
        }
    }

    internal void ReportUserError(User? user, Exception exception, string task)
    {
        var place = user is null ? task : $"{user.GetType().Name}.{task}";
        if (_userErrors.Add(exception, place))
        {
            Runs.Log.UserThrew(_logger, exception.GetType().Name, task, user?.GetType().Name ?? task, exception);
        }

        if (user is not null)
        {
            Events.UserError.Raise(new UserErrorEvent(user, exception, task));
        }
    }

    internal void NoteUserCount(int count)
    {
        int peak;
        while (count > (peak = Volatile.Read(ref _peakUsers)) && Interlocked.CompareExchange(ref _peakUsers, count, peak) != peak)
        {
        }
    }

    internal void AnnounceSpawning(int users, double rate)
    {
        if (!Enter(RunState.Spawning))
        {
            return;
        }

        AddEvent("spawning_start", $"Spawning to {users} users", $"{users} users at {rate} a second");
        Events.SpawningStart.Raise(new SpawningStartEvent(this, users, rate));
    }

    internal void AnnounceSpawned()
    {
        if (State != RunState.Spawning || !Enter(RunState.Running))
        {
            return;
        }

        var users = TargetUsers;
        Runs.Log.SpawningComplete(_logger, users);
        AddEvent("spawning_complete", $"{users} users");
        Events.SpawningComplete.Raise(new SpawningCompleteEvent(this, users));
        if (Plan.ResetStatistics)
        {
            ResetStatistics();
        }
    }

    internal async Task BeginStoppingAsync(string reason)
    {
        Enter(RunState.Stopping);
        AddEvent("test_stopping", "Stopping", reason);
        await Events.TestStopping.RaiseAsync(new TestStoppingEvent(this, reason));
    }

    /// <summary>Moves to a state; false when the run is beyond it, whoever still asks.</summary>
    private bool Enter(RunState state)
    {
        lock (_observing)
        {
            if (State >= RunState.Stopping && state < State)
            {
                return false;
            }

            State = state;
            return true;
        }
    }

    private async Task<RunSummary> ExecuteOnPoolAsync()
    {
        var opened = new List<OutputLoop>();
        try
        {
            foreach (var output in _outputs)
            {
                await output.Output.OpenAsync(_description with { State = RunState.Running }, CancellationToken.None);
                opened.Add(output);
            }

            await Events.Init.RaiseAsync(new InitEvent(this));
            await Events.WorkerConnect.RaiseAsync(new WorkerConnectEvent(_worker.Id));
            await Events.TestStart.RaiseAsync(new TestStartEvent(this));
            return await ExecuteOpenedAsync();
        }
        finally
        {
            await _worker.DisposeAsync();
            await _collector.DisposeAsync();
            foreach (var output in _outputs)
            {
                await output.DisposeAsync();
            }
        }
    }

    private async Task<RunSummary> ExecuteOpenedAsync()
    {
        // Opening outputs may take a while; the run begins now.
        Clock.Restart();
        _statistics.SetIntervalEnd(Clock.StartNanoseconds + 1_000_000_000);
        foreach (var output in _outputs)
        {
            output.Start();
        }

        _collector.Start();
        AddEvent("test_start", "Start", $"{Plan.Users} users at {Plan.SpawnRate} a second");
        using var ticking = new CancellationTokenSource();
        var ticker = TickAsync(ticking.Token);
        var (_, byPlan, left) = await _coordinator.RunAsync();
        if (left > 0)
        {
            Warn($"{left} users did not end within the stop timeout and were left behind; their tasks ignore cancellation. Pass `Cancellation` to whatever they wait for.");
        }

        // Shutdown order: users have ended, so nothing is recorded any more; then the ticker, the collector, the outputs.
        await ticking.CancelAsync();
        await ticker;
        await _collector.CompleteAsync();
        Observe(_statistics.TakeLast(Clock.NowNanoseconds));
        ObserveEverySecond(Clock.NowNanoseconds, new GeneratorMeter(Clock, _lateness), userCounts: true, health: false);
        AddEvent("test_stop", "Stop");
        var ended = Clock.ToTime(Clock.GetTimestamp());
        await Events.TestStop.RaiseAsync(new TestStopEvent(this));
        _collector.HandOver();
        Enter(byPlan ? RunState.Finished : RunState.Stopped);
        foreach (var output in _outputs)
        {
            await output.CompleteAsync();
        }

        var unfinished = await Events.Faults.DrainAsync(TimeSpan.FromSeconds(5), Clock.Provider);
        if (unfinished > 0)
        {
            Warn($"{unfinished} event handlers had not ended five seconds after the run; they were left behind.");
        }

        return await CloseAsync(ended);
    }

    private async Task<RunSummary> CloseAsync(DateTimeOffset ended)
    {
        _description = _description with { State = State, Started = Clock.Start, Ended = ended };
        var summary = Summarise(ended);
        foreach (var output in _outputs)
        {
            try
            {
                await output.Output.CloseAsync(_description, summary, CancellationToken.None);
            }
            catch (Exception exception)
            {
                Runs.Log.OutputNotClosed(_logger, output.Name, exception);
                Warn($"The output '{output.Name}' could not be closed in order: {exception.Message}");
                summary = summary with { Warnings = Warnings(), ExitCode = ExitCodeFor(summary) is ExitCode.Success or ExitCode.Failures ? ExitCode.SamplesLost : ExitCodeFor(summary) };
            }
        }

        await Events.Quitting.RaiseAsync(new QuittingEvent(summary));
        return Events.Faults.Count > 0 ? summary with { ExitCode = ExitCode.BadOptions } : summary;
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        var meter = new GeneratorMeter(Clock, _lateness);
        var busySeconds = 0;
        for (var second = 1L; !cancellationToken.IsCancellationRequested; second++)
        {
            var end = Clock.StartNanoseconds + (second * 1_000_000_000);

            // A moment more, so that what was completed in this second has come through the lanes.
            var pause = TimeSpan.FromSeconds(second) + TimeSpan.FromMilliseconds(50) - Elapsed;
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, Clock.Provider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            Observe(_statistics.TakeInterval(end, end + 1_000_000_000));
            var health = ObserveEverySecond(end, meter, userCounts: true, health: true);
            busySeconds = health.CpuPercent > 90 ? busySeconds + 1 : 0;
            if (busySeconds == 5)
            {
                AddEvent("cpu_warning", "Generator busy", $"{health.CpuPercent:0} % of all cores for five seconds");
                Events.CpuWarning.Raise(new CpuWarningEvent(this, health.CpuPercent));
            }

            if (second % 10 == 0)
            {
                Events.Usage.Raise(new UsageEvent(this, health.CpuPercent, health.MemoryBytes));
            }

            Report();
        }
    }

    private GeneratorHealth ObserveEverySecond(long time, GeneratorMeter meter, bool userCounts, bool health)
    {
        Observe(_userErrors.TakeInterval(time));
        var counts = _worker.UserCounts();
        var wanted = _coordinator.UsersWantedNow;
        foreach (var type in userCounts ? _types : [])
        {
            _collector.Observe(new UserCount
            {
                TimeNanoseconds = time,
                UserClass = type.Name,
                Count = counts.GetValueOrDefault(type.Name),
                Target = _mix.CountOf(type, Math.Min(wanted, _mix.MaximumUsers)),
                ElapsedSeconds = (time - Clock.StartNanoseconds) / 1e9,
            });
        }

        var store = Accounts();
        var taken = meter.Take(time, Connections.Count, new RecordingCounts(store.Recorded, store.Stored, store.Spooled, store.Dropped, store.Rejected));
        if (health)
        {
            _collector.Observe(taken);
        }

        return taken;
    }

    /// <summary>The worker's report to the coordinator, and its sign of life: in a local run both sides are here.</summary>
    private void Report()
    {
        var now = Clock.ToTime(Clock.GetTimestamp());
        Events.HeartbeatSent.Raise(new HeartbeatEvent(_worker.Id, now));
        Events.HeartbeatReceived.Raise(new HeartbeatEvent(_worker.Id, now));
        if (Events.ReportToCoordinator.IsEmpty && Events.WorkerReport.IsEmpty)
        {
            return;
        }

        var data = new Dictionary<string, object?> { ["user_count"] = UserCount, ["user_classes_count"] = _worker.UserCounts() };
        Events.ReportToCoordinator.Raise(new ReportToCoordinatorEvent(_worker.Id, data));
        Events.WorkerReport.Raise(new WorkerReportEvent(_worker.Id, data));
    }

    private void Observe(IEnumerable<Observation> observations)
    {
        foreach (var observation in observations)
        {
            if (observation is RunEvent { } happened)
            {
                AddEvent(happened.Type, happened.Title, happened.Text);
            }
            else
            {
                _collector.Observe(observation);
            }
        }
    }

    private RunSummary Summarise(DateTimeOffset ended)
    {
        var (requests, total, failures) = _statistics.Summarise();
        var summary = new RunSummary
        {
            Run = Id,
            Test = Test,
            State = State,
            ExitCode = null,
            Started = Clock.Start,
            Ended = ended,
            Users = Volatile.Read(ref _peakUsers),
            Host = Host,
            Labels = Plan.RunLabels,
            Note = Plan.Note,
            Requests = requests,
            Total = total,
            Failures = failures,
            UserErrors = _userErrors.Summarise(),
            Warnings = Warnings(),
            Recording = Accounts(),
        };
        return summary with { ExitCode = ExitCodeFor(summary) };
    }

    private int ExitCodeFor(RunSummary summary) =>
        Events.Faults.Count > 0 ? ExitCode.BadOptions
        : summary.Recording.Outputs.Any(output => output.Dropped > 0 || output.Rejected > 0) || Recorder.Dropped > 0 ? ExitCode.SamplesLost
        : summary.Total.Failures > 0 || summary.UserErrors.Count > 0 ? Plan.ExitCodeOnError
        : ExitCode.Success;

    private RecordingSummary Accounts()
    {
        var outputs = _outputs.Select(output => Account(output.Name, output.Counts)).ToArray();
        var store = Array.Find(outputs, output => output.Name == RecordingSummary.StoreName) ?? Account(RecordingSummary.StoreName, default);
        return new RecordingSummary
        {
            Recorded = store.Recorded,
            Stored = store.Stored,
            Spooled = store.Spooled,
            Dropped = store.Dropped,
            Rejected = store.Rejected,
            Outputs = outputs,
        };
    }

    private static OutputSummary Account(string name, RecordingCounts counts) => new()
    {
        Name = name,
        Recorded = counts.Recorded,
        Stored = counts.Stored,
        Spooled = counts.Spooled,
        Dropped = counts.Dropped,
        Rejected = counts.Rejected,
    };

    private void Warn(string sentence)
    {
        lock (_warnings)
        {
            _warnings.Add(sentence);
        }

        Runs.Log.Warned(Services.Logging.CreateLogger("Cicada.Run"), sentence);
    }

    private IReadOnlyList<string> Warnings()
    {
        lock (_warnings)
        {
            return
            [
                .. _warnings,
                .. Keys.Capped > 0
                    ? [$"{Keys.Capped} requests beyond the first {Keys.MaximumNames} names are counted under '{ErrorClass.Other}'. Give requests a name without ids in it: `name: \"/item/{{id}}\"`."]
                    : Array.Empty<string>(),
                .. Errors.Capped > 0
                    ? [$"{Errors.Capped} failures beyond the first {Errors.Maximum} error classes are counted under '{ErrorClass.Other}'."]
                    : Array.Empty<string>(),
                .. _outputs.Where(output => output.Counts.Spooled > 0).Select(output =>
                    $"{output.Counts.Spooled} samples for the output '{output.Name}' wait in '{output.SpoolFolder}'. Keep that folder: they are not delivered yet."),
            ];
        }
    }
}
