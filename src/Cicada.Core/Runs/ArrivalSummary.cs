namespace Cicada;

/// <summary>What became of the arrivals of a run in the open model: <see cref="Scheduled"/> = <see cref="Started"/> + <see cref="Dropped"/>.</summary>
public sealed record ArrivalSummary
{
    /// <summary>Arrivals whose moment came while the run was on.</summary>
    public required long Scheduled { get; init; }

    /// <summary>Those that a user began.</summary>
    public required long Started { get; init; }

    /// <summary>Those that nobody could take: all users were busy, and there may be no more.</summary>
    public required long Dropped { get; init; }
}
