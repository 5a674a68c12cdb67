namespace Cicada.Storage.Queries;

/// <summary>
/// Where the buckets of a window of time lie: each begins at a multiple of its width after the run's start, and the first and the last end where the window does.
/// </summary>
/// <remarks>
/// A run hardly ever ends at a whole second, and its last second is over when it is: statistics of <c>[44, 45.001]</c> have the time 45.001. What a window leaves at its ends
/// that is shorter than half a second (or half a width, if that is less) is no bucket of its own. It belongs to its neighbour, which is that much longer, as a length is rounded:
/// <code>
/// a run of 45.001 s    … |    43    |    44     |              the last bucket is 1.001 s
/// a run of 45.7 s      … |    43    |    44    |   45  |       the last bucket is 0.7 s
/// </code>
/// So a rate is a count divided by the time from one beginning to the next, or to the window's end, and never by a few milliseconds.
/// </remarks>
internal readonly record struct BucketGrid
{
    /// <summary>What is shorter is no second of its own.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);

    private readonly TimeSpan _from;
    private readonly TimeSpan _to;
    private readonly long _widthNanoseconds;

    /// <param name="from">Where the window begins, after the run's start.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="width">The width of a bucket.</param>
    public BucketGrid(TimeSpan from, TimeSpan to, TimeSpan width)
    {
        (_from, _to, _widthNanoseconds) = (from, to, width.Ticks * TimeSpan.NanosecondsPerTick);
        var shortest = Math.Min(Shortest.Ticks, width.Ticks / 2);
        var (first, last) = (from.Ticks / width.Ticks, (to.Ticks - 1) / width.Ticks);
        if (to <= from)
        {
            First = first;
            return;
        }

        if (last > first && to.Ticks - (last * width.Ticks) < shortest)
        {
            last--;
        }

        if (last > first && ((first + 1) * width.Ticks) - from.Ticks < shortest)
        {
            first++;
        }

        (First, Count) = (first, last - first + 1);
    }

    /// <summary>The number of the first bucket, counted from the run's start.</summary>
    public long First { get; }

    /// <summary>How many there are; none where the window is empty.</summary>
    public long Count { get; }

    /// <summary>Where a bucket, counted from the first, begins and ends.</summary>
    public (TimeSpan From, TimeSpan To) Bounds(long bucket) =>
        (bucket == 0 ? _from : Beginning(bucket), bucket == Count - 1 ? _to : Beginning(bucket + 1));

    /// <summary>The bucket, counted from the first, in which a time lies.</summary>
    /// <param name="elapsed">Nanoseconds after the run's start; what lies outside of the window belongs to the bucket that is next to it.</param>
    public long IndexOf(long elapsed) => Math.Max(0, Math.Min((elapsed / _widthNanoseconds) - First, Count - 1));

    /// <summary>SQL for the same.</summary>
    public string IndexOf(string elapsed) => $"CAST(greatest(0, least(({elapsed}) // {_widthNanoseconds} - {First}, {Count - 1})) AS BIGINT)";

    private TimeSpan Beginning(long bucket) => TimeSpan.FromTicks((First + bucket) * (_widthNanoseconds / TimeSpan.NanosecondsPerTick));
}
