namespace Cicada;

/// <summary>A point that a user's own code wrote.</summary>
public sealed record OwnPoint : Observation
{
    /// <summary>The measurement as it was given.</summary>
    public required string Measurement { get; init; }

    /// <summary>The tags that were given, each key once and none of them empty.</summary>
    public required IReadOnlyList<PointTag> Tags { get; init; }

    /// <summary>The fields, each key once and at least one.</summary>
    public required IReadOnlyList<PointField> Fields { get; init; }

    /// <summary>
    /// Whether its time was made for it, so that no other point of the run has it; else it was given, and a later point of the same series and time replaces it.
    /// </summary>
    public required bool HasOwnTime { get; init; }

    /// <summary>About how many bytes of memory it takes.</summary>
    internal int Size { get; init; }
}
