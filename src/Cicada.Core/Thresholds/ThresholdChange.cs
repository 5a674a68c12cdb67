namespace Cicada.Thresholds;

/// <summary>A threshold that has broken, or holds again.</summary>
/// <param name="Threshold">Which.</param>
/// <param name="IsBroken">Whether it has broken.</param>
/// <param name="Observed">What was observed, in its unit.</param>
/// <param name="EndsRun">Whether the run is to be ended for it.</param>
internal sealed record ThresholdChange(Threshold Threshold, bool IsBroken, double Observed, bool EndsRun)
{
    /// <summary>What was observed, in words.</summary>
    public string ObservedText => ThresholdText.Observed(Threshold.Figure.Unit(), Observed);
}
