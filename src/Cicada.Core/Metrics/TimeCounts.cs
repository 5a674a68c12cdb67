using System.Numerics;

namespace Cicada.Metrics;

/// <summary>
/// The same distribution as <see cref="LatencyHistogram"/>, figure by figure, for many names at a time that are asked each second: room for the octaves that times fell into, a few
/// of 8 kB where a histogram takes 190 kB, and percentiles that pass over the others.
/// </summary>
/// <remarks>
/// In microseconds, as HdrHistogram lays them out with three digits:
/// <code>
///     octave 0    0 … 1023, each by itself
///     octave 1    1024 … 2047, each by itself
///     octave n    1024 counts from 1024 × 2ⁿ⁻¹ on, each of 2ⁿ⁻¹ microseconds
/// </code>
/// </remarks>
internal sealed class TimeCounts
{
    private const int OctaveBits = 10;
    private const int CountsInOctave = 1 << OctaveBits;
    private const int Octaves = 23;

    private readonly long[]?[] _octaves = new long[]?[Octaves];
    private readonly long[] _totals = new long[Octaves];
    private ExactTimes _exact = new();

    public long Count => _exact.Count;

    /// <summary>What is kept exactly.</summary>
    public ExactTimes Exact => _exact;

    public void Record(long nanoseconds)
    {
        nanoseconds = Math.Max(0, nanoseconds);
        var microseconds = Math.Min((nanoseconds + 500) / 1000, LatencyHistogram.HighestMicroseconds);
        var octave = BitOperations.Log2((ulong)microseconds | (CountsInOctave - 1)) - OctaveBits + 1;

        // In octave 0 the place is the value; in all others its first bit is always set, and left out.
        var place = octave == 0 ? (int)microseconds : (int)(microseconds >> (octave - 1)) - CountsInOctave;
        (_octaves[octave] ??= new long[CountsInOctave])[place]++;
        _totals[octave]++;
        _exact.Record(nanoseconds);
    }

    public void Reset()
    {
        Array.Clear(_octaves);
        Array.Clear(_totals);
        _exact.Reset();
    }

    /// <summary>A copy of what is in it.</summary>
    public CountedTimes Counted()
    {
        var counted = new List<(int, long)>();
        for (var octave = 0; octave < Octaves && Count > 0; octave++)
        {
            for (var place = 0; _totals[octave] > 0 && place < CountsInOctave; place++)
            {
                if (_octaves[octave]![place] is > 0 and var count)
                {
                    counted.Add(((octave << OctaveBits) + place, count));
                }
            }
        }

        return new CountedTimes(counted, _exact);
    }

    /// <summary>Adds such a copy.</summary>
    public void Add(CountedTimes counted)
    {
        Add(counted, 1);
        _exact.Add(counted.Exact);
    }

    /// <summary>Takes away a copy that was added.</summary>
    /// <param name="counted">The copy.</param>
    /// <param name="left">All others that were added: shortest and longest cannot be taken away, only found again.</param>
    public void Remove(CountedTimes counted, IEnumerable<CountedTimes> left)
    {
        Add(counted, -1);
        _exact.Reset();
        foreach (var one in left)
        {
            _exact.Add(one.Exact);
        }
    }

    /// <summary>A percentile in milliseconds: the middle of the counts it falls into, never beyond the exact extremes.</summary>
    public double Percentile(double percentile) => Count == 0
        ? 0
        : _exact.Clamp(MiddleAt(Math.Clamp((long)((percentile / 100 * Count) + 0.5), 1, Count)) / 1e3);

    public TimeFigures Figures() => _exact.Figures(Percentile);

    private void Add(CountedTimes counted, int times)
    {
        foreach (var (place, count) in counted.Counts)
        {
            var octave = place >> OctaveBits;
            (_octaves[octave] ??= new long[CountsInOctave])[place & (CountsInOctave - 1)] += times * count;
            _totals[octave] += times * count;
        }
    }

    private long MiddleAt(long rank)
    {
        var octave = 0;
        while (rank > _totals[octave])
        {
            rank -= _totals[octave++];
        }

        var counts = _octaves[octave]!;
        var place = 0;
        while (rank > counts[place])
        {
            rank -= counts[place++];
        }

        return octave <= 1 ? (octave * CountsInOctave) + place : ((long)(CountsInOctave + place) << (octave - 1)) + (1L << (octave - 2));
    }
}
