namespace Cicada.RunsApi;

/// <summary>A user type that can take part.</summary>
internal sealed record FormUserType
{
    public required string Name { get; init; }

    /// <summary>The address it tests whatever the run's host is, or null.</summary>
    public string? Host { get; init; }

    public required double Weight { get; init; }

    /// <summary>So many users of it whatever the total, or null.</summary>
    public int? FixedCount { get; init; }

    /// <summary>Whether it takes arrivals, where there is a rate of them.</summary>
    public bool TakesArrivals { get; init; } = true;

    public required IReadOnlyList<FormTask> Tasks { get; init; }
}
