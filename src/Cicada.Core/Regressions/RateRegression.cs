using Cicada.Thresholds;

namespace Cicada;

/// <summary>A rule about requests a second, which still lacks how many fewer there may be.</summary>
public sealed class RateRegression
{
    private readonly string? _requests;

    internal RateRegression(string? requests) => _requests = requests;

    /// <summary>It breaks where the rate is lower by a larger part of the other run's.</summary>
    /// <param name="allowance">Than this, 0 or more and below 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that.</exception>
    public Regression MoreThan(Percentage allowance) => new(ThresholdFigure.Rate, 0, _requests, allowance.Value, isPercent: true);

    /// <summary>It breaks where the rate is lower by more.</summary>
    /// <param name="allowance">Than so many requests a second, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public Regression MoreThan(double allowance) => new(ThresholdFigure.Rate, 0, _requests, allowance, isPercent: false);
}
