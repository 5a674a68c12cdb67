namespace Cicada.Influx.Reductions;

/// <summary>Kaufman's efficiency ratio: how far values went, of all the way they made.</summary>
internal sealed class EfficiencyRatio(int period) : Indicator
{
    private readonly (double Value, double Way)[] _last = new (double, double)[period];
    private double _way;
    private int _newest;
    private int _count;

    public override int WarmCount => period;

    public bool IsWarm => _count == period + 1;

    public double Newest => _last[_newest].Value;

    public override double Add(double value)
    {
        var oldest = _newest + 1 >= period ? 0 : _newest + 1;
        var distance = Math.Abs(value - _last[oldest].Value);
        var way = Math.Abs(value - Newest);
        _way -= _last[oldest].Way;
        _way += way;
        _last[oldest] = (value, way);
        _newest = oldest;
        _count = Math.Min(_count + 1, period + 1);
        return distance == 0 || _way == 0 ? 0 : distance / _way;
    }
}
