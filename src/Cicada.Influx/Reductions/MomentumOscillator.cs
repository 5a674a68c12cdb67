namespace Cicada.Influx.Reductions;

/// <summary>Chande's momentum oscillator: the sums of the rises and falls among the last values.</summary>
internal sealed class MomentumOscillator(int period) : Indicator
{
    private readonly LastValues<double> _changes = new(period - 1);
    private double _up;
    private double _down;
    private double _last;
    private bool _hasLast;
    private int _next = period > 2 ? 1 : 0;

    public override int WarmCount => period - 1;

    public override double Add(double value)
    {
        var change = _hasLast ? value - _last : 0;
        _up += change > 0 ? change : 0;
        _down -= change < 0 ? change : 0;
        var result = _up != 0 || _down != 0 ? 100 * ((_up - _down) / (_up + _down)) : 0;
        var leaving = _changes[_next];
        _up -= leaving > 0 ? leaving : 0;
        _down += leaving < 0 ? leaving : 0;
        _changes.Set(_next, change);
        _next = _changes.After(_next);
        (_last, _hasLast) = (value, true);
        return result;
    }
}
