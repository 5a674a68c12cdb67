using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using Cicada.Extraction;
using Cicada.FastHttp;
using Cicada.Http;
using Cicada.Load;
using Cicada.Metrics;
using Cicada.Outputs;
using Cicada.Runs;
using Cicada.Sockets;
using Cicada.Thresholds;
using Cicada.Users;
using Microsoft.Extensions.Logging;

namespace Cicada;

/// <summary>One execution of a plan. Users and event handlers can read it, change its load and stop it.</summary>
[SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable", Justification = "A run is one execution: ExecuteAsync disposes of everything at its end.")]
public sealed partial class Run
{
    private readonly ILogger _logger;
    private readonly List<string> _warnings = [];
    private readonly Statistics _statistics;
    private readonly GeneratorCheck _generator = new();
    private readonly MetricFigures _metrics;
    private readonly Lateness _lateness = new();
    private readonly IReadOnlyList<UserType> _types;
    private readonly IReadOnlyList<OutputLoop> _outputs;
    private readonly Collector _collector;
    private readonly Coordinator _coordinator;
    private readonly Worker _worker;
    private readonly ArrivalPool? _arrivals;
    private readonly UserErrors _userErrors = new();
    private readonly RunLogging _logging;
    private readonly GuardedWatcher? _watcher;
    private readonly Lock _observing = new();
    private RunDescription _description;
    private long _lastEventTime;
    private int _peakUsers;
    private int _executed;
    private Exception? _crash;
    private bool _endWasLost;

    /// <exception cref="PlanException">The plan is wrong.</exception>
    internal Run(Plan plan, RunServices services)
    {
        var problems = new List<string>();
        _types = PlanValidator.Validate(plan, problems, _warnings);
        if (problems.Count > 0)
        {
            throw new PlanException(problems);
        }

        var open = plan.Arrivals is null ? [] : _types.Where(type => type.TakesArrivals).ToList();
        plan = open.Count == _types.Count ? plan with { Users = 0 } : plan;
        Plan = plan;
        Clock = new RunClock(services.Clock);
        _logging = new RunLogging(services.Logging, Clock, Record);
        Services = services = services with { Logging = _logging };
        Events.Faults.Logger = Logging.CreateLogger("Cicada.Events");
        _logger = Logging.CreateLogger("Cicada.Run");
        _watcher = services.Watcher is { } watcher ? new GuardedWatcher(watcher, _logger) : null;
        Seeds = new Seeds(plan.Seed ?? Environment.ProcessId ^ (int)Clock.StartNanoseconds ^ (int)(Clock.StartNanoseconds >> 32));

        // Not from the seed: two runs that repeat each other are still two.
        Id = RunId.Create(Clock.Start, new Random(Guid.NewGuid().GetHashCode()));
        Recorder = new Recorder(Clock);
        Loops = SocketLoops.ArePossible && ReferenceEquals(Clock.Provider, TimeProvider.System) ? new SocketLoops(Warn) : null;
        Keys = new RequestKeys(plan.Limits.Names);
        Errors = new ErrorClasses(plan.Limits.ErrorClasses);
        Checks = new Checks(plan.Limits.Checks);
        _statistics = new Statistics(Clock, plan.Thresholds.Count > 0 ? new ThresholdBoard(plan.Thresholds) : null, keepsService: plan.Arrivals is not null);

        // Who takes arrivals is no matter of the number of users.
        var mix = new UserMix(_types).With(open.ToDictionary(type => type.Name, _ => new UserShare(Weight: 0, FixedCount: 0)));
        _outputs = CreateOutputLoops(services);
        Metrics = new OwnMetrics(Recorder, plan.Limits);
        _metrics = new MetricFigures(Clock, Metrics);
        _collector = new Collector(Clock, Recorder, _statistics, _metrics, _outputs);
        Points = new OwnPoints(Recorder, Clock, _collector, plan.Limits);
        if (plan.Shape is null && plan.Users > mix.MaximumUsers)
        {
            Warn($"There are {mix.MaximumUsers} users instead of '{plan.Users}': every user type has a fixed count, and those add up to that. Give one of them a weight instead.");
        }

        var iterations = new IterationBudget(plan.Iterations);
        _worker = new Worker(this, "1", mix, Segment.Whole, iterations, _lateness, _logger);
        _arrivals = open.Count > 0 ? _worker.TakeArrivals(open, plan.MaximumUsers) : null;
        _coordinator = new Coordinator(this, [_worker], mix, iterations, _logger);
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
            UserTypes = [.. _types.Select(type => new RunUserType(type.Name, type.Weight, type.FixedCount > 0 ? type.FixedCount : null))],
            Seed = Seed,
            SpawnRate = plan.Shape is null && open.Count < _types.Count ? plan.SpawnRate : null,
            RunTime = plan.RunTime,
            Shape = plan.Shape?.ToString(),
            ArrivalRate = plan.Arrivals?.ToString(),
            MaximumUsers = plan.Arrivals is null ? null : plan.MaximumUsers,
            Machine = Environment.MachineName,
            Cores = Environment.ProcessorCount,
            Framework = RuntimeInformation.FrameworkDescription,
            Cicada = typeof(Run).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0],
            CodeFile = plan.CodeFile,
            Code = plan.Code,
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
    public int TargetUsers => _coordinator.TargetUsers + (_arrivals?.Users ?? 0);

    /// <summary>The seed of every user's random numbers.</summary>
    public int Seed => Seeds.Seed;

    /// <summary>The hooks of the run.</summary>
    public LoadEvents Events => Services.Events;

    /// <summary>The values of the options a test declared for itself, by their names.</summary>
    public IReadOnlyDictionary<string, string?> TestOptions => Services.TestOptions;

    /// <summary>Writes points of your own into whatever the run is recorded in.</summary>
    public OwnPoints Points { get; }

    /// <summary>Metrics of your own, counted up each second.</summary>
    public OwnMetrics Metrics { get; }

    /// <summary>The run's log: what is logged here goes to the program's log, and is recorded with the run.</summary>
    public ILoggerFactory Logging => _logging;

    internal RunServices Services { get; }

    internal RunClock Clock { get; }

    internal Recorder Recorder { get; }

    internal RequestKeys Keys { get; }

    internal ErrorClasses Errors { get; }

    internal Checks Checks { get; }

    /// <summary>Groups of requests since the statistics began.</summary>
    internal IReadOnlyList<RequestSummary> LiveTransactions() => _statistics.Transactions();

    internal Seeds Seeds { get; }

    internal OpenConnections Connections { get; } = new();

    /// <summary>Where answers come in; null where that is the platform's matter: it has no such thing, or time is not the system's.</summary>
    internal SocketLoops? Loops { get; }

    internal Addresses Addresses { get; } = new();

    internal Targets Targets { get; } = new();

    /// <summary>What users look for in answers.</summary>
    internal Patterns Patterns { get; } = new();

    /// <summary>Changes how many users there are to be, from where the ramp stands now. In a run with a shape this holds until the shape's next step.</summary>
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
        _metrics.Reset();
        Checks.Reset();
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
            Transactions = _statistics.Transactions(),
            Checks = Checks.Summarise(),
            Failures = failures,
            UserErrors = _userErrors.Summarise(),
            Thresholds = _statistics.Thresholds(),
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

    /// <summary>Notes something that happened to the run as a whole.</summary>
    internal void AddEvent(string type, string title, string text = "")
    {
        lock (_observing)
        {
            // Two events of one kind must not fall on the same point.
            _lastEventTime = Math.Max(Clock.NowNanoseconds, _lastEventTime + 1);
            Record(new RunEvent { TimeNanoseconds = _lastEventTime, Type = type, Title = title, Text = text });
        }
    }

    /// <summary>Everything since the statistics began, of all requests together.</summary>
    internal LiveRequest LiveTotal() => _statistics.LiveTotal();

    /// <summary>Exceptions that escaped from users' tasks so far.</summary>
    internal IReadOnlyList<UserErrorSummary> LiveUserErrors() => _userErrors.Summarise();

    /// <summary>How the thresholds stand.</summary>
    internal IReadOnlyList<ThresholdSummary> LiveThresholds() => _statistics.Thresholds();

    /// <summary>Everything since the statistics began, of each request.</summary>
    internal IReadOnlyList<LiveRequest> LiveRequests() => _statistics.Live([]).Requests;

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

    /// <param name="users">Users there are to be.</param>
    /// <param name="rate">Users a second.</param>
    /// <param name="ofShape">Whether a shape wants them, whose step is an event already.</param>
    internal void AnnounceSpawning(int users, double rate, bool ofShape = false)
    {
        if (!Enter(RunState.Spawning))
        {
            return;
        }

        if (!ofShape)
        {
            AddEvent("spawning_start", $"Spawning to {users} users", $"{users} users at {rate} a second");
        }

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

    private IReadOnlyList<OutputLoop> CreateOutputLoops(RunServices services)
    {
        var logger = services.Logging.CreateLogger("Cicada.Outputs");
        var limits = services.OutputLimits;
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. services.Outputs.Select(output =>
            {
                // Two outputs may have one name; two spools in one folder would write over each other.
                var folder = SpoolFiles.FolderName(output.Name);
                for (var number = 2; !taken.Add(folder); number++)
                {
                    folder = $"{SpoolFiles.FolderName(output.Name)}-{number}";
                }

                var first = output.SpoolFolder ?? services.SpoolFolder;
                IReadOnlyList<string> roots = services.FallbackSpoolFolder is { } fallback ? [first, fallback] : [first];
                var spool = new Spool(output.Name, [.. roots.Select(root => Path.Combine(root, Id, folder))], limits, services.Clock, logger);
                return new OutputLoop(output, spool, services.Clock, limits, logger);
            }),
        ];
    }

    /// <summary>Passes an observation on to the outputs and to who watches.</summary>
    private void Record(Observation observation)
    {
        _collector.Observe(observation);
        _watcher?.Observed(observation);
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
}
