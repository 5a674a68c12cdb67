using Cicada.Thresholds;

namespace Cicada;

/// <summary>A threshold on a response time, which still lacks its limit.</summary>
public sealed class TimeThreshold
{
    private readonly ThresholdFigure _figure;
    private readonly double _percentile;
    private readonly string? _requests;

    internal TimeThreshold(ThresholdFigure figure, double percentile, string? requests) => (_figure, _percentile, _requests) = (figure, percentile, requests);

    /// <summary>It has to be shorter.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold Below(TimeSpan limit) => Of(ThresholdComparison.Below, limit);

    /// <summary>It has to be no longer.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold AtMost(TimeSpan limit) => Of(ThresholdComparison.AtMost, limit);

    /// <summary>It has to be longer.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold Above(TimeSpan limit) => Of(ThresholdComparison.Above, limit);

    /// <summary>It has to be no shorter.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold AtLeast(TimeSpan limit) => Of(ThresholdComparison.AtLeast, limit);

    private Threshold Of(ThresholdComparison comparison, TimeSpan limit) => new(_figure, _percentile, _requests, comparison, limit.TotalMilliseconds);
}
