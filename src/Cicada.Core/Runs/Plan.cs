namespace Cicada;

/// <summary>The immutable description of what a run is to do. Make one with <c>with</c> from another.</summary>
public sealed record Plan
{
    /// <summary>The name of the test; runs of one test can be compared.</summary>
    public required string Test { get; init; }

    /// <summary>The user types that take part, classes derived from <see cref="User"/>.</summary>
    public required IReadOnlyList<Type> UserTypes { get; init; }

    /// <summary>The target's address, absolute, or null where the user types know it themselves.</summary>
    public string? Host { get; init; }

    /// <summary>The most users at a time. Default 1.</summary>
    public int Users { get; init; } = 1;

    /// <summary>Users started per second, above 0; fractions are kept (0.5 is one every two seconds). Default 1.</summary>
    public double SpawnRate { get; init; } = 1;

    /// <summary>
    /// Says how many users there are to be as the run goes on, and ends it; <see cref="Users"/> and <see cref="SpawnRate"/> are then of no account. Null, the default, for these.
    /// </summary>
    public LoadShape? Shape { get; init; }

    /// <summary>
    /// How many arrivals there are to be, whatever the answers do (the open model); null, the default, for users who wait for each answer. Each arrival is one task, of a user that is free, in place of
    /// its wait time; users are made as needed. Response times run from the moment an arrival was scheduled. User types with <see cref="User.TakesArrivals"/> false are run by
    /// <see cref="Users"/> or <see cref="Shape"/> beside them.
    /// </summary>
    public ArrivalRate? Arrivals { get; init; }

    /// <summary>The most users that <see cref="Arrivals"/> may make, 1 or more. An arrival that finds all of them busy is dropped, and counted. Default 10,000.</summary>
    public int MaximumUsers { get; init; } = 10_000;

    /// <summary>How long the run lasts from its start, the ramp-up included; null until it is stopped.</summary>
    public TimeSpan? RunTime { get; init; }

    /// <summary>The run ends when this many iterations of all users together have been started and ended; null for no limit. An arrival that is dropped is one too.</summary>
    public long? Iterations { get; init; }

    /// <summary>How long running tasks may go on after stopping began. Default 5 s; with zero, requests in flight are still awaited for at most 1 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Only tasks with one of these labels run; empty for all.</summary>
    public IReadOnlyCollection<string> Labels { get; init; } = [];

    /// <summary>Tasks with one of these labels do not run.</summary>
    public IReadOnlyCollection<string> ExcludeLabels { get; init; } = [];

    /// <summary>Other weights and fixed counts than user types say themselves, by their names.</summary>
    internal IReadOnlyDictionary<string, Users.UserShare> Shares { get; init; } = new Dictionary<string, Users.UserShare>();

    /// <summary>Whether all tasks are drawn equally often, whatever their weights. Default false.</summary>
    public bool EqualWeights { get; init; }

    /// <summary>The seed of every user's random numbers. The same seed, plan and answers give the same run. Null draws one; it is noted with the run.</summary>
    public int? Seed { get; init; }

    /// <summary>Whether the statistics start anew when all users are there. What is recorded in outputs is not touched. Default false.</summary>
    public bool ResetStatistics { get; init; }

    /// <summary>What the run has to hold so that it is good enough.</summary>
    public IReadOnlyList<Threshold> Thresholds { get; init; } = [];

    /// <summary>Whether a run that the load generator could not keep up with is marked as such, with the exit code 5. Default true.</summary>
    public bool GeneratorCheck { get; init; } = true;

    /// <summary>The exit code of a run in which requests failed or users' tasks threw. Default 1.</summary>
    public int ExitCodeOnError { get; init; } = ExitCode.Failures;

    /// <summary>How HTTP requests are made.</summary>
    public HttpOptions Http { get; init; } = new();

    /// <summary>The most distinct request names, and the most distinct error classes, of a run.</summary>
    public CardinalityLimits Limits { get; init; } = new();

    /// <summary>Labels of the run itself, <c>key=value</c>.</summary>
    public IReadOnlyDictionary<string, string> RunLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>Free text about the run.</summary>
    public string Note { get; init; } = "";

    /// <summary>The options to note with the run, by name, secrets already replaced.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The revision of the working copy, to note with the run.</summary>
    public string? GitRevision { get; init; }

    /// <summary>The name of the file with the program's code, to note with the run; null where that is not known.</summary>
    public string? CodeFile { get; init; }

    /// <summary>The text of that file, to be kept in the store; null for none.</summary>
    public string? Code { get; init; }
}
