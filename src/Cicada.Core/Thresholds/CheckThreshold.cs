using Cicada.Thresholds;

namespace Cicada;

/// <summary>A threshold on the share of checks that hold, which still lacks its limit.</summary>
public sealed class CheckThreshold
{
    private readonly string? _name;

    internal CheckThreshold(string? name) => _name = name;

    /// <summary>A larger share has to hold.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold Above(Percentage limit) => Of(ThresholdComparison.Above, limit);

    /// <summary>At least this share has to hold.</summary>
    /// <param name="limit">The share; 100 per cent for every one.</param>
    public Threshold AtLeast(Percentage limit) => Of(ThresholdComparison.AtLeast, limit);

    /// <summary>A smaller share has to hold: for checks of what must not be.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold Below(Percentage limit) => Of(ThresholdComparison.Below, limit);

    /// <summary>No larger share may hold: for checks of what must not be.</summary>
    /// <param name="limit">Than this.</param>
    public Threshold AtMost(Percentage limit) => Of(ThresholdComparison.AtMost, limit);

    private Threshold Of(ThresholdComparison comparison, Percentage limit) => new(ThresholdFigure.Checks, 0, _name, comparison, limit.Value);
}
