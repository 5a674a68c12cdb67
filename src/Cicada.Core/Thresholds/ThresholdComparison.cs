namespace Cicada.Thresholds;

/// <summary>How a figure has to stand to its limit.</summary>
internal enum ThresholdComparison
{
    Below,
    AtMost,
    Above,
    AtLeast,
}
