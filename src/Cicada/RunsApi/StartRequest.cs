namespace Cicada.RunsApi;

/// <summary>What a run is to be started with. Everything left out is as on the command line, and texts are read as the command line reads them.</summary>
internal sealed record StartRequest
{
    public int? Users { get; init; }

    public double? SpawnRate { get; init; }

    /// <summary>
    /// The shape in place of users and spawn rate, as <c>--shape</c> takes it: <c>ramp 100 1m, hold 5m</c>. Where it is empty the program's own shape holds, if it has one; <c>none</c> for none.
    /// </summary>
    public string? Shape { get; init; }

    /// <summary>
    /// Arrivals, whatever the answers do, as <c>--arrival-rate</c> takes them: <c>500/s</c>. Where it is empty the program's own rate holds, if it has one; <c>none</c> for none.
    /// </summary>
    public string? ArrivalRate { get; init; }

    /// <summary>The most users that arrivals may make.</summary>
    public int? MaxUsers { get; init; }

    public string? Host { get; init; }

    /// <summary><c>90</c>, <c>1m30s</c>; empty until it is stopped.</summary>
    public string? RunTime { get; init; }

    public long? Iterations { get; init; }

    public string? LoadModel { get; init; }

    /// <summary>Those that take part; null for all.</summary>
    public IReadOnlyList<StartUserType>? UserTypes { get; init; }

    public IReadOnlyList<string>? Labels { get; init; }

    public IReadOnlyList<string>? ExcludeLabels { get; init; }

    /// <summary>As <c>--threshold</c> takes them; beside those the test has in its code.</summary>
    public IReadOnlyList<string>? Thresholds { get; init; }

    public IReadOnlyDictionary<string, string>? RunLabels { get; init; }

    public string? Note { get; init; }

    /// <summary>Values of the test's own options, by their names with dashes.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }
}
