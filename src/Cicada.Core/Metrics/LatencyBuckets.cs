namespace Cicada;

/// <summary>
/// The fixed millisecond buckets in which response times are counted each second beside the histogram: three to a
/// decade (1, 2, 5), so that a heat map needs no decoding.
/// </summary>
public static class LatencyBuckets
{
    private static readonly int[] Bounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 60000];

    /// <summary>The inclusive upper bounds in milliseconds; a last bucket above them has none.</summary>
    public static IReadOnlyList<int> UpperBounds => Bounds;

    /// <summary>The number of buckets, the open one included.</summary>
    public static int Count => Bounds.Length + 1;

    /// <summary>The bucket a duration falls into.</summary>
    /// <param name="nanoseconds">The duration; negative ones count as 0.</param>
    public static int IndexOf(long nanoseconds)
    {
        for (var i = 0; i < Bounds.Length; i++)
        {
            if (nanoseconds <= Bounds[i] * 1_000_000L)
            {
                return i;
            }
        }

        return Bounds.Length;
    }
}
