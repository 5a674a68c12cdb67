namespace Cicada.Storage;

/// <summary>Where the percentiles of an answer come from.</summary>
public enum PercentileSource
{
    /// <summary>
    /// The histograms of each second, merged: within 0.1 %, and quick for a run of whatever length. A second belongs to where it ends.
    /// </summary>
    Merged,

    /// <summary>The requests themselves: the smallest time that so many per cent of all do not exceed.</summary>
    Exact,
}
