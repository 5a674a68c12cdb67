namespace Cicada.Influx.Reductions;

/// <summary>The triple exponential derivative: by how many per cent the triple average changes.</summary>
internal sealed class AverageRate(int period, bool warmsSimply) : Indicator
{
    private readonly ExponentialAverage _first = new(period, warmsSimply);
    private readonly ExponentialAverage _second = new(period, warmsSimply);
    private readonly ExponentialAverage _third = new(period, warmsSimply);
    private double _last;

    public override int WarmCount => (warmsSimply ? _first.WarmCount * 3 : _first.WarmCount) + 1;

    public override double Add(double value)
    {
        var average = _first.Add(value);
        if (_first.IsUsable)
        {
            average = _second.Add(average);
            if (_second.IsUsable)
            {
                average = _third.Add(average);
            }
        }

        var rate = (average / _last - 1) * 100;
        _last = average;
        return rate;
    }
}
