using System.Numerics;
using Cicada.Metrics;

namespace Cicada.Storage.Queries;

/// <summary>
/// Which times share a bucket in the histograms runs record: HdrHistogram with three significant digits, in microseconds, up to an hour.
/// All of them have the same buckets, so they are merged by adding counts.
/// </summary>
internal static class HistogramLayout
{
    public const long Highest = TimeCounts.HighestMicroseconds;

    public const int Digits = 3;

    /// <summary>The number of buckets.</summary>
    public const int Length = 23 * Half;

    // Below 2,048 each microsecond has a bucket; above, each power of two is cut into 1,024.
    private const int HalfBits = 10;
    private const int Half = 1 << HalfBits;

    /// <summary>The bucket of a time.</summary>
    public static int IndexOf(long microseconds)
    {
        var value = Math.Clamp(microseconds, 0, Highest);
        var doublings = BitOperations.Log2((ulong)value | (2 * Half - 1)) - HalfBits;
        return (int)(((doublings + 1L) << HalfBits) + (value >> doublings) - Half);
    }

    /// <summary>The bucket of a time in milliseconds, rounded to the nearest microsecond.</summary>
    public static int IndexOfMilliseconds(double milliseconds) => IndexOf((long)((milliseconds * 1e3) + 0.5));

    /// <summary>The middle of a bucket in microseconds.</summary>
    public static long MiddleOf(int index)
    {
        var doublings = (index >> HalfBits) - 1;
        if (doublings < 0)
        {
            return index;
        }

        var lowest = (long)((index & (Half - 1)) + Half) << doublings;
        return lowest + (1L << doublings >> 1);
    }
}
