using Cicada.Events;

namespace Cicada;

/// <summary>Every place in the life of a test at which code of yours can listen. They carry the same data as Locust's events of the same names.</summary>
public sealed class LoadEvents
{
    /// <summary>Creates hooks nobody listens to yet.</summary>
    public LoadEvents()
    {
        Faults = new HandlerFaults();
        CommandLine = new("CommandLine", Faults);
        Init = new("Init", Faults);
        TestStart = new("TestStart", Faults);
        SpawningStart = new("SpawningStart", Faults);
        SpawningComplete = new("SpawningComplete", Faults);
        UserAdd = new("UserAdd", Faults);
        UserRemove = new("UserRemove", Faults);
        Request = new("Request", Faults);
        UserError = new("UserError", Faults);
        TestStopping = new("TestStopping", Faults);
        TestStop = new("TestStop", Faults);
        ResetStatistics = new("ResetStatistics", Faults);
        Quitting = new("Quitting", Faults, reverse: true);
        Quit = new("Quit", Faults);
        ReportToCoordinator = new("ReportToCoordinator", Faults);
        WorkerReport = new("WorkerReport", Faults);
        WorkerConnect = new("WorkerConnect", Faults);
        HeartbeatSent = new("HeartbeatSent", Faults);
        HeartbeatReceived = new("HeartbeatReceived", Faults);
        CpuWarning = new("CpuWarning", Faults);
        Usage = new("Usage", Faults);
    }

    /// <summary>The command line is about to be read (Locust: <c>init_command_line_parser</c>).</summary>
    public Hook<CommandLineEvent> CommandLine { get; }

    /// <summary>Everything is prepared (<c>init</c>); in a program with several runs, for each.</summary>
    public Hook<InitEvent> Init { get; }

    /// <summary>The test starts (<c>test_start</c>).</summary>
    public Hook<TestStartEvent> TestStart { get; }

    /// <summary>Users are about to be added or removed.</summary>
    public Hook<SpawningStartEvent> SpawningStart { get; }

    /// <summary>The wanted number of users has been reached (<c>spawning_complete</c>).</summary>
    public Hook<SpawningCompleteEvent> SpawningComplete { get; }

    /// <summary>A user was added.</summary>
    public Hook<UserAddEvent> UserAdd { get; }

    /// <summary>A user has ended.</summary>
    public Hook<UserRemoveEvent> UserRemove { get; }

    /// <summary>A request was recorded (<c>request</c>). Called on the user's own path: be quick, or be asynchronous.</summary>
    public Hook<RequestEvent> Request { get; }

    /// <summary>An exception escaped from a user's task (<c>user_error</c>).</summary>
    public Hook<UserErrorEvent> UserError { get; }

    /// <summary>The test is about to stop (<c>test_stopping</c>).</summary>
    public Hook<TestStoppingEvent> TestStopping { get; }

    /// <summary>The test has stopped (<c>test_stop</c>).</summary>
    public Hook<TestStopEvent> TestStop { get; }

    /// <summary>The statistics start anew (<c>reset_stats</c>).</summary>
    public Hook<ResetStatisticsEvent> ResetStatistics { get; }

    /// <summary>A run has ended, and with it, unless more are started from the web UI, the program is about to (<c>quitting</c>); called in reverse order.</summary>
    public Hook<QuittingEvent> Quitting { get; }

    /// <summary>The program ends now (<c>quit</c>); once, with the exit code of the last run.</summary>
    public Hook<QuitEvent> Quit { get; }

    /// <summary>A worker is about to report, each second (<c>report_to_master</c>).</summary>
    public Hook<ReportToCoordinatorEvent> ReportToCoordinator { get; }

    /// <summary>The coordinator has received a report (<c>worker_report</c>).</summary>
    public Hook<WorkerReportEvent> WorkerReport { get; }

    /// <summary>A worker has joined (<c>worker_connect</c>).</summary>
    public Hook<WorkerConnectEvent> WorkerConnect { get; }

    /// <summary>A worker has sent a sign of life, each second (<c>heartbeat_sent</c>).</summary>
    public Hook<HeartbeatEvent> HeartbeatSent { get; }

    /// <summary>The coordinator has received one (<c>heartbeat_received</c>).</summary>
    public Hook<HeartbeatEvent> HeartbeatReceived { get; }

    /// <summary>The load generator is too busy (<c>cpu_warning</c>).</summary>
    public Hook<CpuWarningEvent> CpuWarning { get; }

    /// <summary>What the load generator uses, every ten seconds (<c>usage_monitor</c>).</summary>
    public Hook<UsageEvent> Usage { get; }

    internal HandlerFaults Faults { get; }
}
