namespace Cicada.Influx.Reductions;

/// <summary>Kaufman's adaptive moving average: the more directly values go somewhere, the faster it follows.</summary>
internal sealed class AdaptiveAverage(int period) : Indicator
{
    private const double Fastest = 2d / (2 + 1);
    private const double Slowest = 2d / (30 + 1);

    private readonly EfficiencyRatio _ratio = new(period);
    private double _last;

    public override int WarmCount => period;

    public override double Add(double value)
    {
        if (!_ratio.IsWarm)
        {
            _last = _ratio.Newest;
        }

        var smoothing = _ratio.Add(value) * (Fastest - Slowest) + Slowest;
        _last += smoothing * smoothing * (value - _last);
        return _last;
    }
}
