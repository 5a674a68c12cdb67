namespace Cicada.Influx.Reductions;

/// <summary>
/// An average that forgets exponentially. While it warms up it weighs by the number of values so far: so that the first does not weigh
/// too much, or all alike.
/// </summary>
/// <param name="period">How many values it takes to warm up.</param>
/// <param name="weight">What a new value weighs after that.</param>
/// <param name="warmsSimply">Whether it is the plain mean until then.</param>
internal sealed class ExponentialAverage(int period, double weight, bool warmsSimply) : Indicator
{
    private int _count;

    public ExponentialAverage(int period, bool warmsSimply)
        : this(period, 2 / ((double)period + 1), warmsSimply)
    {
    }

    public override int WarmCount => period - 1;

    public bool IsWarm => _count == period;

    /// <summary>Whether what is made of this average may begin.</summary>
    public bool IsUsable => IsWarm || !warmsSimply;

    public bool WarmsSimply => warmsSimply;

    public double Last { get; private set; }

    public override double Add(double value)
    {
        Last = _count == 0 ? value
            : IsWarm ? (value - Last) * weight + Last
            : warmsSimply ? (Last * _count + value) / (_count + 1)
            : (value - Last) * (2 / ((double)_count + 2)) + Last;
        _count = Math.Min(_count + 1, period);
        return Last;
    }
}
