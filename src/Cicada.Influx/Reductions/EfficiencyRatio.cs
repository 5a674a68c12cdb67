namespace Cicada.Influx.Reductions;

/// <summary>Kaufman's efficiency ratio: how far values went, of all the way they made.</summary>
internal sealed class EfficiencyRatio(int period) : Indicator
{
    private readonly LastValues<(double Value, double Way)> _last = new(period);
    private double _way;
    private int _newest;
    private int _count;

    public override int WarmCount => period;

    public bool IsWarm => _count > period;

    public double Newest => _last[_newest].Value;

    public override double Add(double value)
    {
        var oldest = _last.After(_newest);
        var distance = Math.Abs(value - _last[oldest].Value);
        var way = Math.Abs(value - Newest);
        _way -= _last[oldest].Way;
        _way += way;
        _last.Set(oldest, (value, way));
        _newest = oldest;
        _count += _count <= period ? 1 : 0;
        return distance == 0 || _way == 0 ? 0 : distance / _way;
    }
}
