using Cicada.Thresholds;

namespace Cicada;

/// <summary>A rule about a response time, which still lacks how much longer it may be.</summary>
public sealed class TimeRegression
{
    private readonly ThresholdFigure _figure;
    private readonly double _percentile;
    private readonly string? _requests;

    internal TimeRegression(ThresholdFigure figure, double percentile, string? requests) => (_figure, _percentile, _requests) = (figure, percentile, requests);

    /// <summary>It breaks where the time is longer by a larger part of the other run's.</summary>
    /// <param name="allowance">Than this, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0, or runs are not compared by that percentile.</exception>
    public Regression MoreThan(Percentage allowance) => new(_figure, _percentile, _requests, allowance.Value, isPercent: true);

    /// <summary>It breaks where the time is longer by more.</summary>
    /// <param name="allowance">Than this, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0, or runs are not compared by that percentile.</exception>
    public Regression MoreThan(TimeSpan allowance) => new(_figure, _percentile, _requests, allowance.TotalMilliseconds, isPercent: false);
}
