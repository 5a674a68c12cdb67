namespace Cicada.Storage.Queries;

/// <summary>
/// Percentiles from 0 to 100 that are denser the nearer they are to the end, as HdrHistogram prints them: eight to each halving of what is above, up to the last
/// that fewer than one time of all is above.
/// </summary>
internal static class PercentileCurve
{
    private const int StepsPerHalving = 8;

    /// <summary>Pairs of a percentile and its milliseconds; none of no time.</summary>
    public static double[][] Of(HistogramCounts counts, double min, double max)
    {
        if (counts.Total == 0)
        {
            return [];
        }

        var percentiles = Percentiles(counts.Total);
        var values = new double[percentiles.Count];
        counts.Percentiles(percentiles, min, max, values);

        // The extremes are known exactly.
        values[0] = Math.Min(values[0], Math.Max(min, 0));
        values[^1] = max < double.MaxValue ? max : values[^1];
        return [.. percentiles.Select((percentile, i) => new[] { percentile, values[i] })];
    }

    private static List<double> Percentiles(long total)
    {
        var percentiles = new List<double>();
        for (var above = 1.0; above * total >= 1; above /= 2)
        {
            for (var step = 0; step < StepsPerHalving; step++)
            {
                // Of what is above, a sixteenth at a time: eight of them are half.
                percentiles.Add(100 * (1 - (above * (1 - (step / (2.0 * StepsPerHalving))))));
            }
        }

        percentiles.Add(100);
        return percentiles;
    }
}
