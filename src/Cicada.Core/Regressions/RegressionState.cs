namespace Cicada;

/// <summary>How a rule against regression stands; the worst comes last.</summary>
public enum RegressionState
{
    /// <summary>The figure is not worse by more than the rule allows.</summary>
    Passed,

    /// <summary>It is, but chance alone may have made it so.</summary>
    Unsure,

    /// <summary>There are no such requests, or too few to tell.</summary>
    NoData,

    /// <summary>It is, and chance alone would hardly have made it worse at all.</summary>
    Broken,
}
