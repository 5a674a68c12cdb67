namespace Cicada.Metrics;

/// <summary>What of a distribution of times is kept exactly beside its counts: how many, their sum, the shortest and the longest. For one owner, as a field that is not read-only.</summary>
internal struct ExactTimes
{
    private double _sumNanoseconds;
    private long _minNanoseconds;
    private long _maxNanoseconds;

    public ExactTimes() => Reset();

    public long Count { get; private set; }

    public readonly double MeanMilliseconds => Count == 0 ? 0 : Clamp(_sumNanoseconds / Count / 1e6);

    public readonly double MinMilliseconds => Count == 0 ? 0 : _minNanoseconds / 1e6;

    public readonly double MaxMilliseconds => Count == 0 ? 0 : _maxNanoseconds / 1e6;

    public void Record(long nanoseconds)
    {
        Count++;
        _sumNanoseconds += nanoseconds;
        _minNanoseconds = Math.Min(_minNanoseconds, nanoseconds);
        _maxNanoseconds = Math.Max(_maxNanoseconds, nanoseconds);
    }

    public void Add(in ExactTimes other)
    {
        Count += other.Count;
        _sumNanoseconds += other._sumNanoseconds;
        _minNanoseconds = Math.Min(_minNanoseconds, other._minNanoseconds);
        _maxNanoseconds = Math.Max(_maxNanoseconds, other._maxNanoseconds);
    }

    public void Reset()
    {
        Count = 0;
        _sumNanoseconds = 0;
        _minNanoseconds = long.MaxValue;
        _maxNanoseconds = 0;
    }

    /// <summary>A time in milliseconds, no further out than the exact extremes.</summary>
    public readonly double Clamp(double milliseconds) => Math.Clamp(milliseconds, _minNanoseconds / 1e6, _maxNanoseconds / 1e6);

    /// <summary>The figures of a summary; nothing but zeros where there was no time.</summary>
    /// <param name="percentile">Gives a percentile in milliseconds.</param>
    public readonly TimeFigures Figures(Func<double, double> percentile) => Count == 0
        ? default
        : new TimeFigures(
            MeanMilliseconds,
            MinMilliseconds,
            MaxMilliseconds,
            percentile(50),
            percentile(75),
            percentile(90),
            percentile(95),
            percentile(99),
            percentile(99.9));
}
