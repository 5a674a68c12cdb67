namespace Cicada.Storage.Queries;

/// <summary>What a run was started with, as far as it was recorded.</summary>
internal sealed record RunSetup
{
    /// <summary>The option by which somebody gives a seed.</summary>
    public const string SeedOption = "seed";

    /// <summary>The options by name, secrets replaced.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    public string? Host { get; init; }

    public string? GitRevision { get; init; }

    public long? Seed { get; init; }

    /// <summary>The shape of the load; null where users and spawn rate say it.</summary>
    public string? Shape { get; init; }

    /// <summary>The rate of arrivals; null where users wait for each answer.</summary>
    public string? ArrivalRate { get; init; }

    /// <summary>The most users that arrivals may make; null without a rate of them.</summary>
    public long? MaxUsers { get; init; }

    /// <summary>Users a second.</summary>
    public double? SpawnRate { get; init; }

    /// <summary>Seconds.</summary>
    public double? RunTime { get; init; }

    public IReadOnlyList<SetupUserType> UserTypes { get; init; } = [];

    public string? CodeFile { get; init; }

    /// <summary>The text of the program's file; null where it was not kept.</summary>
    public string? Code { get; init; }

    public string? Machine { get; init; }

    public long? Cores { get; init; }

    public string? Runtime { get; init; }

    public string? Cicada { get; init; }
}
