namespace Cicada;

/// <summary>One line of live statistics.</summary>
public sealed record LiveRequest
{
    /// <summary>The figures since the statistics began.</summary>
    public required RequestSummary Figures { get; init; }

    /// <summary>Requests completed per second, over the last ten seconds by the wall clock: 0 when nothing comes back.</summary>
    public required double CurrentRps { get; init; }

    /// <summary>Failures per second, likewise.</summary>
    public required double CurrentFailuresPerSecond { get; init; }

    /// <summary>The percentiles that were asked for, in milliseconds, in that order.</summary>
    public required IReadOnlyList<double> Percentiles { get; init; }
}
