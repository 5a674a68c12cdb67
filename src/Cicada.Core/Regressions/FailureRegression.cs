using Cicada.Thresholds;

namespace Cicada;

/// <summary>A rule about the share of failed requests, which still lacks how much larger it may be.</summary>
public sealed class FailureRegression
{
    private readonly string? _requests;

    internal FailureRegression(string? requests) => _requests = requests;

    /// <summary>It breaks where the share is larger by more percentage points: from 1 % to 1.6 % is 0.6.</summary>
    /// <param name="allowance">Than this, 0 or more and below 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that.</exception>
    public Regression MoreThan(Percentage allowance) => new(ThresholdFigure.FailureShare, 0, _requests, allowance.Value, isPercent: true);
}
