namespace Cicada;

/// <summary>A message that was logged while the run was on: by Cicada, or by the test's own code through the run's logger.</summary>
public sealed record LogMessage : Observation
{
    /// <summary>The most characters of a message that are kept.</summary>
    public const int MaximumLength = 4_000;

    /// <summary>Its number in the run, from 1 on.</summary>
    public required long Sequence { get; init; }

    /// <summary>Seconds since the run began; 0 for what was logged before.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>How serious it is: <c>debug</c>, <c>information</c>, <c>warning</c>, <c>error</c> or <c>critical</c>.</summary>
    public required string Level { get; init; }

    /// <summary>Who logged it.</summary>
    public required string Category { get; init; }

    /// <summary>What was said, and the exception below it where there was one; of a long text the beginning, with an ellipsis at its end.</summary>
    public required string Message { get; init; }

    /// <summary>In the last message of a run that logged more than is kept: how many were left out.</summary>
    public long LeftOut { get; init; }
}
