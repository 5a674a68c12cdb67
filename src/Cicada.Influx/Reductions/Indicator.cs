namespace Cicada.Influx.Reductions;

/// <summary>A figure of technical analysis, from value to value.</summary>
internal abstract class Indicator
{
    /// <summary>How many values go by before the figure says something.</summary>
    public abstract int WarmCount { get; }

    /// <summary>Takes a value, and gives the figure.</summary>
    public abstract double Add(double value);
}
