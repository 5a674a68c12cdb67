namespace Cicada.Influx;

/// <summary>What came out of an <see cref="InfluxCheck"/>.</summary>
public sealed record InfluxCheckResult
{
    /// <summary>The place that was looked at, without any secret.</summary>
    public required string Address { get; init; }

    /// <summary>The server's version in its own words, or an empty text where it does not say.</summary>
    public string ServerVersion { get; init; } = "";

    /// <summary>The steps, in their order.</summary>
    public required IReadOnlyList<InfluxCheckStep> Steps { get; init; }

    /// <summary>Whether a run can be recorded there: no step is bad.</summary>
    public bool CanRecord => Steps.All(step => step.Finding is InfluxFinding.Good or InfluxFinding.Unknown);
}
