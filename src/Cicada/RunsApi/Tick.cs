using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>A second of a run that is on: the same numbers that the store gives for that second, and how the run stands at its end.</summary>
internal sealed record Tick
{
    /// <summary>
    /// The second that ended: whole seconds after the run's start. The last of a run may have been cut short; where that leaves less than half a second, the second before
    /// it is told once more, with what came behind it.
    /// </summary>
    public required long Second { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required string Phase { get; init; }

    public required int Users { get; init; }

    public required int TargetUsers { get; init; }

    /// <summary>Requests a second, over the last ten seconds by the wall clock: 0 when nothing comes back.</summary>
    public required double CurrentRps { get; init; }

    public required double CurrentFailuresPerSecond { get; init; }

    /// <summary>Everything since the statistics began.</summary>
    public required RequestSummary Total { get; init; }

    /// <summary>What has become of the arrivals until now; null in a run without any.</summary>
    public ArrivalSummary? Arrivals { get; init; }

    /// <summary>How the run's thresholds stand.</summary>
    public required IReadOnlyList<ThresholdSummary> Thresholds { get; init; }

    /// <summary>This second, as a course of one bucket.</summary>
    public required RunCourse Series { get; init; }

    /// <summary>The requests of this second by bucket of <see cref="LatencyScale"/>.</summary>
    public required long[] Latency { get; init; }
}
