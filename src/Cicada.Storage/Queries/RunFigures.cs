namespace Cicada.Storage;

/// <summary>The figures of a run, or of a window of it: one line for each request, and one for all.</summary>
public sealed record RunFigures
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>Where the window begins, after the run's start.</summary>
    public required TimeSpan From { get; init; }

    /// <summary>Where the window ends, after the run's start; no later than the run does.</summary>
    public required TimeSpan To { get; init; }

    /// <summary>Where the percentiles come from.</summary>
    public required PercentileSource Source { get; init; }

    /// <summary>
    /// One entry per request type and name, sorted by name and type. Requests a second are those of the window's length; a percentile is 0 where the run has
    /// nothing to tell it by.
    /// </summary>
    public required IReadOnlyList<RequestSummary> Requests { get; init; }

    /// <summary>All requests together.</summary>
    public required RequestSummary Total { get; init; }
}
