namespace Cicada;

/// <summary>How many users of one type there were at a moment, and how many there should have been.</summary>
public sealed record UserCount : Observation
{
    /// <summary>The name of the user type.</summary>
    public required string UserClass { get; init; }

    /// <summary>Users that exist.</summary>
    public required int Count { get; init; }

    /// <summary>Users the plan wants at this moment.</summary>
    public required int Target { get; init; }

    /// <summary>Seconds since the run began.</summary>
    public required double ElapsedSeconds { get; init; }
}
