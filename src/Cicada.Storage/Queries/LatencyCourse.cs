namespace Cicada.Storage.Queries;

/// <summary>A latency heat map for a page: how many requests of each bucket of time took how long.</summary>
internal sealed record LatencyCourse
{
    /// <summary>The width of a bucket of time in seconds.</summary>
    public required double Width { get; init; }

    /// <summary>Where each bucket of time begins, in seconds after the run's start.</summary>
    public required double[] Time { get; init; }

    /// <summary>The inclusive upper bounds of response times in milliseconds; the last, null, is open. Those of <see cref="LatencyScale"/> where the run has histograms.</summary>
    public required double?[] UpperBounds { get; init; }

    /// <summary>By bucket of time, then by bound.</summary>
    public required long[][] Counts { get; init; }
}
