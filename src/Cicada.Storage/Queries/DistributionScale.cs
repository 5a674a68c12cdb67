namespace Cicada.Storage.Queries;

/// <summary>The bounds of distributions: 50 to a decade, from a microsecond to an hour, the same for all runs so that they can be laid one upon the other.</summary>
internal static class DistributionScale
{
    private const int StepsPerDecade = 50;

    // In microseconds, the unit of histograms: whole ones, so the first few lie further apart.
    private static readonly long[] Upper = Bounds();
    private static readonly ushort[] Indices = [.. Enumerable.Range(0, HistogramLayout.Length).Select(IndexOf)];

    /// <summary>The counts by these bounds, without the empty ones.</summary>
    public static DistributionCounts Count(HistogramCounts counts)
    {
        var (bounds, values) = (new List<double>(), new List<long>());
        var before = -1;
        for (var i = counts.First; i <= counts.Last; i++)
        {
            if (counts[i] == 0)
            {
                continue;
            }

            if (Indices[i] != before)
            {
                before = Indices[i];
                bounds.Add(Upper[before] / 1e3);
                values.Add(0);
            }

            values[^1] += counts[i];
        }

        return bounds.Count == 0 ? DistributionCounts.Empty : new DistributionCounts([.. bounds], [.. values]);
    }

    private static ushort IndexOf(int bucket)
    {
        var index = Array.BinarySearch(Upper, HistogramLayout.MiddleOf(bucket));
        return (ushort)Math.Min(index >= 0 ? index : ~index, Upper.Length - 1);
    }

    private static long[] Bounds()
    {
        var bounds = new List<long>();
        for (var step = 0; bounds.Count == 0 || bounds[^1] < HistogramLayout.Highest; step++)
        {
            var bound = (long)Math.Round(Math.Pow(10, step / (double)StepsPerDecade));
            if (bounds.Count == 0 || bound > bounds[^1])
            {
                bounds.Add(Math.Min(bound, HistogramLayout.Highest));
            }
        }

        return [.. bounds];
    }
}
