using Cicada.Metrics;
using Cicada.Users;

namespace Cicada;

/// <summary>One execution of a plan. Users and event handlers can read it, change its load and stop it.</summary>
public sealed class Run
{
    internal Run(Plan plan, RunServices services)
    {
        Plan = plan;
        Services = services;
        Clock = new RunClock(services.Clock);
        Id = "r";
    }

    /// <summary>The run's id.</summary>
    public string Id { get; }

    /// <summary>What the run does.</summary>
    public Plan Plan { get; }

    /// <summary>The name of the test.</summary>
    public string Test => Plan.Test;

    /// <summary>The target's address, or null where the user types know it themselves.</summary>
    public string? Host => Plan.Host;

    /// <summary>Where the run stands.</summary>
    public RunState State { get; private set; }

    /// <summary>How long it has been on.</summary>
    public TimeSpan Elapsed => Clock.Elapsed;

    /// <summary>Users that exist.</summary>
    public int UserCount => 0;

    /// <summary>Users there are to be.</summary>
    public int TargetUsers => 0;

    /// <summary>The hooks of the run.</summary>
    public LoadEvents Events => Services.Events;

    /// <summary>The values of the options a test declared for itself, by their names.</summary>
    public IReadOnlyDictionary<string, string?> TestOptions => Services.TestOptions;

    internal RunServices Services { get; }

    internal RunClock Clock { get; }

    internal Recorder Recorder => throw new NotImplementedException();

    internal RequestKeys Keys => throw new NotImplementedException();

    internal ErrorClasses Errors => throw new NotImplementedException();

    internal Seeds Seeds => throw new NotImplementedException();

    /// <summary>Changes how many users there are to be.</summary>
    /// <param name="users">The number wanted, 0 or more.</param>
    /// <param name="spawnRate">Users started, or stopped, per second, above 0; null keeps the rate.</param>
    public void ChangeUsers(int users, double? spawnRate = null) => throw new NotImplementedException();

    /// <summary>Ends the run in order, as at the end of its run time. Returns at once.</summary>
    /// <param name="reason">Why, in a few words; noted with the run.</param>
    public void Stop(string reason) => throw new NotImplementedException();

    /// <summary>Starts the statistics anew. What is recorded in outputs is not touched.</summary>
    public void ResetStatistics() => throw new NotImplementedException();

    /// <summary>How the run stands now.</summary>
    /// <param name="percentiles">Percentiles wanted for each line, 0 to 100.</param>
    public LiveSnapshot Snapshot(params IReadOnlyList<double> percentiles) => throw new NotImplementedException();

    /// <summary>All that is wrong with a plan, one sentence each; empty for a good one.</summary>
    internal static IReadOnlyList<string> Problems(Plan plan) => throw new NotImplementedException();

    /// <summary>Carries the plan out, to its end.</summary>
    /// <exception cref="PlanException">The plan is wrong.</exception>
    internal Task<RunSummary> ExecuteAsync() => throw new NotImplementedException();

    /// <summary>Ends the run at once, without waiting for anything but what is already recorded.</summary>
    internal void Abandon() => throw new NotImplementedException();
}
