using System.Numerics;

namespace Cicada.Load;

/// <summary>How late users woke from their waits: counts in logarithmic buckets, eight to a doubling, so that any thread may add without a lock.</summary>
internal sealed class Lateness
{
    private const int SubBits = 3;
    private readonly int[] _counts = new int[64 << SubBits];

    public void Add(long nanoseconds) => Interlocked.Increment(ref _counts[IndexOf(Math.Max(1, nanoseconds))]);

    /// <summary>A percentile in milliseconds of what was added since the last call, which is then forgotten.</summary>
    public double Take(double percentile)
    {
        var taken = new int[_counts.Length];
        var total = 0L;
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = Interlocked.Exchange(ref _counts[i], 0);
            total += taken[i];
        }

        var wanted = (long)Math.Ceiling(total * percentile / 100);
        var seen = 0L;
        for (var i = 0; i < taken.Length && total > 0; i++)
        {
            seen += taken[i];
            if (seen >= wanted)
            {
                return UpperBound(i) / 1e6;
            }
        }

        return 0;
    }

    private static int IndexOf(long value)
    {
        var exponent = BitOperations.Log2((ulong)value);
        var sub = exponent >= SubBits ? (value >> (exponent - SubBits)) & ((1 << SubBits) - 1) : 0;
        return (exponent << SubBits) + (int)sub;
    }

    private static double UpperBound(int index)
    {
        var exponent = index >> SubBits;
        var sub = index & ((1 << SubBits) - 1);
        return exponent >= SubBits ? (double)(((1L << SubBits) + sub + 1) << (exponent - SubBits)) : 1L << (exponent + 1);
    }
}
