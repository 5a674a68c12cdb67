namespace Cicada.Influx.Reductions;

/// <summary>The relative strength index, and Chande's momentum oscillator in its smoothed form: rises against falls, each averaged.</summary>
internal sealed class Momentum(int period, bool warmsSimply, bool isStrength) : Indicator
{
    private readonly ExponentialAverage _up = new(period + 1, 1 / (double)period, warmsSimply);
    private readonly ExponentialAverage _down = new(period + 1, 1 / (double)period, warmsSimply);
    private double _last;

    public override int WarmCount => period;

    public override double Add(double value)
    {
        var up = _up.Add(value > _last ? value - _last : 0);
        var down = _down.Add(value < _last ? _last - value : 0);
        _last = value;
        return isStrength ? 100 - 100 / (1 + up / down) : 100 * ((up - down) / (up + down));
    }
}
