using Cicada.Thresholds;

namespace Cicada;

/// <summary>A threshold on how many requests are completed, or on how many a second, which still lacks its limit.</summary>
public sealed class CountThreshold
{
    private readonly ThresholdFigure _figure;
    private readonly string? _requests;

    internal CountThreshold(ThresholdFigure figure, string? requests) => (_figure, _requests) = (figure, requests);

    /// <summary>There have to be more.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold Above(double limit) => Of(ThresholdComparison.Above, limit);

    /// <summary>There have to be at least as many.</summary>
    /// <param name="limit">As this.</param>
    public Threshold AtLeast(double limit) => Of(ThresholdComparison.AtLeast, limit);

    /// <summary>There have to be fewer.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold Below(double limit) => Of(ThresholdComparison.Below, limit);

    /// <summary>There may be no more.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold AtMost(double limit) => Of(ThresholdComparison.AtMost, limit);

    private Threshold Of(ThresholdComparison comparison, double limit) => new(_figure, 0, _requests, comparison, limit);
}
