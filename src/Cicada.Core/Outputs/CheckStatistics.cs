namespace Cicada;

/// <summary>How often a check held and did not in one second.</summary>
public sealed record CheckStatistics : Observation
{
    /// <summary>The check's name.</summary>
    public required string Name { get; init; }

    /// <summary>How often it held.</summary>
    public required long Passes { get; init; }

    /// <summary>How often it did not.</summary>
    public required long Fails { get; init; }

    /// <summary>Seconds since the run began, at the end of the interval.</summary>
    public required double ElapsedSeconds { get; init; }
}
