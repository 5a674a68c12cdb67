namespace Cicada.Storage.Queries;

/// <summary>Chooses widths of buckets that people read and that can be answered quickly.</summary>
internal static class BucketWidth
{
    // Percentiles of less than a minute are merged from the histograms of the seconds, 40 thousand of them a second of waiting; whole minutes are merged already.
    private static readonly TimeSpan LongestInSeconds = TimeSpan.FromHours(6);

    private static readonly int[] Seconds =
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

    /// <summary>The narrowest width that makes no more than so many buckets of a length of time.</summary>
    /// <param name="length">How long the window is.</param>
    /// <param name="points">The most buckets, at least 1.</param>
    public static TimeSpan For(TimeSpan length, int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        var least = Math.Max(length.TotalSeconds / points, length > LongestInSeconds ? 60 : 1);
        foreach (var width in Seconds)
        {
            if (width >= least)
            {
                return TimeSpan.FromSeconds(width);
            }
        }

        // Whole days.
        return TimeSpan.FromDays(Math.Ceiling(least / 86_400));
    }
}
