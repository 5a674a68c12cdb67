using Cicada.Thresholds;

namespace Cicada;

/// <summary>A threshold on failed requests, which still lacks its limit: a share of all requests (<c>1.Percent()</c>), or a number.</summary>
public sealed class FailureThreshold
{
    private readonly string? _requests;

    internal FailureThreshold(string? requests) => _requests = requests;

    /// <summary>A smaller share of the requests has to fail.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold Below(Percentage limit) => new(ThresholdFigure.FailureShare, 0, _requests, ThresholdComparison.Below, limit.Value);

    /// <summary>Fewer requests have to fail.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold Below(long limit) => new(ThresholdFigure.Failures, 0, _requests, ThresholdComparison.Below, limit);

    /// <summary>No larger share of the requests may fail.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold AtMost(Percentage limit) => new(ThresholdFigure.FailureShare, 0, _requests, ThresholdComparison.AtMost, limit.Value);

    /// <summary>No more requests may fail.</summary>
    /// <param name="limit">Than this; 0 for none.</param>
    public Threshold AtMost(long limit) => new(ThresholdFigure.Failures, 0, _requests, ThresholdComparison.AtMost, limit);

    /// <summary>A larger share of the requests has to fail: for a test of what must be refused.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold Above(Percentage limit) => new(ThresholdFigure.FailureShare, 0, _requests, ThresholdComparison.Above, limit.Value);

    /// <summary>No smaller share of the requests may fail: for a test of what must be refused.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold AtLeast(Percentage limit) => new(ThresholdFigure.FailureShare, 0, _requests, ThresholdComparison.AtLeast, limit.Value);
}
