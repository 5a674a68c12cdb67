namespace Cicada;

/// <summary>How a threshold stands; in JSON one of <c>passed, broken, no_data</c>.</summary>
public enum ThresholdState
{
    /// <summary>Nothing it is about has been measured: that is not good, since nobody knows.</summary>
    NoData,

    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It does not hold; with a stretch of time, did not in at least one.</summary>
    Broken,
}
