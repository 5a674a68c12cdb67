namespace Cicada.Storage.Queries;

/// <summary>
/// What there was of a request in each of some blocks of time of one length. Requests that depend on each other, because the target paused or the machine was busy, make blocks vary
/// more than chance would.
/// </summary>
/// <remarks>The blocks begin at multiples of their length after the run's start, so that those of several runs are about the same elapsed times.</remarks>
internal sealed class RequestBlocks
{
    /// <summary>Fewer say nothing about how they vary.</summary>
    public const int Fewest = 8;

    // Long enough that what lasts for seconds is within one of them, and enough of them to see how they vary.
    private const int Wanted = 20;

    private readonly long[] _counts;
    private readonly long[] _failures;
    private readonly double[] _sums;
    private readonly long[,] _above;

    /// <param name="first">The number of the first block, counted from the run's start.</param>
    /// <param name="blocks">How many there are.</param>
    public RequestBlocks(long first, int blocks)
    {
        First = first;
        (_counts, _failures, _sums) = (new long[blocks], new long[blocks], new double[blocks]);
        _above = new long[blocks, MergedFigures.SummaryPercentiles.Length];
    }

    /// <summary>The number of the first block, counted from the run's start.</summary>
    public long First { get; }

    /// <summary>The number behind the last.</summary>
    public long End => First + _counts.Length;

    /// <summary>How long blocks are to be where runs are compared; null where the time that all have is too short for blocks.</summary>
    /// <param name="common">The time that all of them have.</param>
    public static TimeSpan? WidthFor(TimeSpan common)
    {
        var seconds = Math.Max(1, (long)common.TotalSeconds / Wanted);
        return (long)common.TotalSeconds / seconds >= Fewest ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>Requests completed in a block.</summary>
    public long Count(long block) => _counts[block - First];

    /// <summary>Those that failed.</summary>
    public long Failures(long block) => _failures[block - First];

    /// <summary>The sum of their times in milliseconds.</summary>
    public double Sum(long block) => _sums[block - First];

    /// <summary>How many of them took longer than one of the percentiles of the whole window.</summary>
    /// <param name="block">The block.</param>
    /// <param name="percentile">Its place among <see cref="MergedFigures.SummaryPercentiles"/>.</param>
    public long Above(long block, int percentile) => _above[block - First, percentile];

    /// <summary>Takes in the times of a block, counted from the first.</summary>
    /// <param name="block">The block.</param>
    /// <param name="times">The times of all its requests.</param>
    /// <param name="failures">How many of them failed.</param>
    /// <param name="percentiles">The buckets of <see cref="HistogramLayout"/> that the percentiles of the whole window lie in.</param>
    public void Add(int block, HistogramCounts times, long failures, IReadOnlyList<int> percentiles)
    {
        _failures[block] += failures;
        for (var i = times.First; i <= times.Last; i++)
        {
            if (times[i] is > 0 and var some)
            {
                Add(block, i, some, percentiles);
            }
        }
    }

    /// <summary>Takes in one request.</summary>
    public void Add(int block, int bucketOfTime, bool hasFailed, IReadOnlyList<int> percentiles)
    {
        _failures[block] += hasFailed ? 1 : 0;
        Add(block, bucketOfTime, 1, percentiles);
    }

    private void Add(int block, int bucketOfTime, long count, IReadOnlyList<int> percentiles)
    {
        _counts[block] += count;
        _sums[block] += count * (HistogramLayout.MiddleOf(bucketOfTime) / 1e3);
        for (var p = 0; p < percentiles.Count; p++)
        {
            _above[block, p] += bucketOfTime > percentiles[p] ? count : 0;
        }
    }
}
