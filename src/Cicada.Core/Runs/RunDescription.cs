namespace Cicada;

/// <summary>Everything that describes a run apart from its figures; secrets in it are already replaced by <c>[REDACTED]</c>.</summary>
public sealed record RunDescription
{
    /// <summary>The run's id: starts with a letter and sorts by time, for instance <c>r20261123-101207-k3f</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the test it is a run of.</summary>
    public required string Test { get; init; }

    /// <summary>The worker these samples come from; <c>1</c> in a local run.</summary>
    public string Worker { get; init; } = "1";

    /// <summary>Where the run stands.</summary>
    public required RunState State { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the run ended, or null while it is on.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The target's address, or null where the users know it themselves.</summary>
    public string? Host { get; init; }

    /// <summary>The options the run was started with, by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The run's labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Free text about the run.</summary>
    public string Note { get; init; } = "";

    /// <summary>The revision of the working copy the run was started in, or null where there is none.</summary>
    public string? GitRevision { get; init; }

    /// <summary>The user types that take part, as they were at the start; empty where that is not known.</summary>
    public IReadOnlyList<RunUserType> UserTypes { get; init; } = [];

    /// <summary>The seed of every user's random numbers, or null where that is not known.</summary>
    public int? Seed { get; init; }

    /// <summary>The shape of the load, as <c>--shape</c> takes it or by the name of its class; null where users and spawn rate say it.</summary>
    public string? Shape { get; init; }

    /// <summary>The rate of arrivals, as <c>--arrival-rate</c> takes it; null where users wait for each answer.</summary>
    public string? ArrivalRate { get; init; }

    /// <summary>The most users that arrivals may make; null without an arrival rate.</summary>
    public int? MaximumUsers { get; init; }

    /// <summary>Users started per second at the start, or null where that is not known or a shape says it.</summary>
    public double? SpawnRate { get; init; }

    /// <summary>How long the run was to last, or null: until it was stopped.</summary>
    public TimeSpan? RunTime { get; init; }

    /// <summary>The name of the machine the load came from.</summary>
    public string? Machine { get; init; }

    /// <summary>How many processors the load could use, or null where that is not known.</summary>
    public int? Cores { get; init; }

    /// <summary>The .NET it ran on, for instance <c>.NET 10.0.1</c>.</summary>
    public string? Framework { get; init; }

    /// <summary>The version of Cicada.</summary>
    public string? Cicada { get; init; }

    /// <summary>The name of the file with the program's code, or null where that is not known.</summary>
    public string? CodeFile { get; init; }

    /// <summary>
    /// The text of that file, or null. Told to outputs only when they are opened, and meant for the store: what goes elsewhere leaves it out.
    /// </summary>
    public string? Code { get; init; }
}
