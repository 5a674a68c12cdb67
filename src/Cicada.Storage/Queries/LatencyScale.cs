using System.Text;

namespace Cicada.Storage.Queries;

/// <summary>
/// The bounds of latency heat maps where there are histograms: eight to a decade, from a tenth of a millisecond to 75 seconds.
/// </summary>
internal static class LatencyScale
{
    private static readonly double[] Upper = Bounds();
    private static readonly byte[] Indices = [.. Enumerable.Range(0, HistogramLayout.Length).Select(i => (byte)IndexOf(HistogramLayout.MiddleOf(i) / 1e3))];

    [ThreadStatic]
    private static (HistogramDecoder Decoder, HistogramCounts Counts)? t_scratch;

    /// <summary>The inclusive upper bounds in milliseconds; a last bucket above them is open.</summary>
    public static IReadOnlyList<double> UpperBounds => Upper;

    /// <summary>The number of buckets, the open one included.</summary>
    public static int Count => UpperBounds.Count + 1;

    /// <summary>The bounds as <see cref="LatencyCourse.UpperBounds"/> has them.</summary>
    public static double?[] OpenBounds() => [.. UpperBounds, null];

    /// <summary>The bucket of a response time in milliseconds.</summary>
    public static int IndexOf(double milliseconds)
    {
        var index = Array.BinarySearch(Upper, milliseconds);
        return index >= 0 ? index : ~index;
    }

    /// <summary>Adds the counts of a histogram, as it is recorded each second; false where it cannot be read.</summary>
    /// <param name="histogram">HdrHistogram's text.</param>
    /// <param name="into">As many counts as there are buckets.</param>
    public static bool Add(string histogram, long[] into)
    {
        var (decoder, counts) = t_scratch ??= (new HistogramDecoder(), new HistogramCounts());
        counts.Clear();
        var isRead = decoder.TryAdd(Encoding.ASCII.GetBytes(histogram), counts);
        Add(counts, into);
        return isRead;
    }

    /// <summary>Adds merged counts; a bucket of the histogram belongs to where its middle is.</summary>
    public static void Add(HistogramCounts counts, long[] into)
    {
        for (var i = counts.First; i <= counts.Last; i++)
        {
            if (counts[i] != 0)
            {
                into[Indices[i]] += counts[i];
            }
        }
    }

    private static double[] Bounds()
    {
        double[] decade = [1, 1.3, 1.8, 2.4, 3.2, 4.2, 5.6, 7.5];
        double[] scales = [0.1, 1, 10, 100, 1_000, 10_000];

        // A tenth of 1.8 is not 0.18 to a computer, and a page would show it.
        return [.. scales.SelectMany(scale => decade.Select(step => Math.Round(step * scale, 3))).TakeWhile(bound => bound <= 75_000)];
    }
}
