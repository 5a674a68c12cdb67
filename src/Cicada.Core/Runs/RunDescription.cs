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
}
