namespace Cicada.Thresholds;

/// <summary>What a threshold looks at.</summary>
internal enum ThresholdFigure
{
    Percentile,
    Mean,
    Min,
    Max,
    FailureShare,
    Failures,
    Rate,
    Requests,
    Checks,
}
