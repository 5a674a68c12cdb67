namespace Cicada.Influx.Reductions;

/// <summary>The double and triple exponential moving averages: averages of averages, put together so that they lag less.</summary>
internal sealed class StackedAverage(int period, bool warmsSimply, bool isTriple) : Indicator
{
    private readonly ExponentialAverage _first = new(period, warmsSimply);
    private readonly ExponentialAverage _second = new(period, warmsSimply);
    private readonly ExponentialAverage _third = new(period, warmsSimply);

    public override int WarmCount => warmsSimply ? _first.WarmCount * (isTriple ? 3 : 2) : _first.WarmCount;

    public override double Add(double value)
    {
        var first = _first.Add(value);
        var second = _first.IsUsable ? _second.Add(first) : first;
        if (!isTriple)
        {
            return 2 * first - second;
        }

        var third = _second.IsUsable ? _third.Add(second) : second;
        return 3 * first - 3 * second + third;
    }
}
